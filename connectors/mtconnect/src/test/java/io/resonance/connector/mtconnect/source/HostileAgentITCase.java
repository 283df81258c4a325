package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.mtconnect.client.session.HostileAnswers;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Answers no honest agent gives: each is refused, and then the source goes on. */
class HostileAgentITCase {
  @Test
  void refusesEveryBadAnswerAndThenReadsOnWithoutLossOrRepeat() throws Exception {
    Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);
    try (SimulatedAgent agent = lathe.agent().start()) {
      MtConnectSource source =
          MtConnectSource.builder()
              .agent(MtConnectAgent.of("lathe-1", agent.url()).withStream(Duration.ZERO, 100))
              .reconnect(Duration.ofMillis(5), Duration.ofMillis(10))
              .build();
      try (Collected collected = Collected.from(source)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> collected.sequences().size() == 15);
        HostileAnswers.all().forEach(each -> agent.answerOnce("/sample", each.bytes()));
        agent.cutConnections();
        for (int i = 0; i < 100; i++) {
          lathe.step(Instant.now()).forEach(agent::add);
        }
        await().atMost(Duration.ofSeconds(60)).until(agent::scriptDone);
        long last = agent.nextSequence() - 1;
        await().atMost(Duration.ofSeconds(60)).until(() -> collected.sequences().size() >= last);
        assertThat(collected.sequences())
            .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(collected.gaps()).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
      }
    }
  }

  @Test
  void reportsWhatIsWrongWithAnAgentInOneSentence() {
    Lathe lathe = new Lathe("uuid-1", "lathe-1", 7);
    try (SimulatedAgent agent = lathe.agent().start()) {
      MtConnectAgent configured = MtConnectAgent.of("lathe-1", agent.url());
      MtConnectAgentProbe.Report fine = MtConnectAgentProbe.check(configured);
      assertThat(fine.problems()).isEmpty();
      assertThat(fine.reachable()).isTrue();
      assertThat(fine.devices()).containsExactly("lathe-1");
      assertThat(fine.dataItems()).isEqualTo(15);
      assertThat(fine.bufferSize()).isEqualTo("16384");

      agent.answerOnce("/probe", "HTTP/1.1 302 Found\r\nLocation: http://other.invalid/\r\n\r\n");
      assertThat(MtConnectAgentProbe.check(configured).problems())
          .singleElement()
          .asString()
          .contains("redirects to http://other.invalid/", "redirects are not followed");

      agent.answerOnce("/probe", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html/>");
      assertThat(MtConnectAgentProbe.check(configured).problems())
          .singleElement()
          .asString()
          .contains("content type \"text/html\"");

      agent.offline();
      MtConnectAgentProbe.Report gone = MtConnectAgentProbe.check(configured);
      assertThat(gone.reachable()).isFalse();
      assertThat(gone.problems()).singleElement().asString().contains("cannot be reached");
    }
  }
}

package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.Lathe;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Answers no honest agent gives: each is refused, and then the source goes on. */
class HostileAgentITCase {
  private static final String MULTIPART =
      "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=b\r\n\r\n";
  private static final String XML = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n";

  private static final List<String> ANSWERS =
      List.of(
          XML + "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><MTConnectStreams>&f;",
          XML + bomb(),
          MULTIPART + "--b\r\nContent-length: 5000\r\n\r\n<MTConnectStreams><Header",
          MULTIPART + "--b\r\nContent-length: 3\r\n\r\n<MTConnectStreams/>\r\n--b\r\n",
          MULTIPART + "--b\r\nContent-length: -5\r\n\r\n<MTConnectStreams/>\r\n--b\r\n",
          MULTIPART + "--b\r\nContent-length: 9223372036854775808\r\n\r\n<MTConnectStreams/>",
          MULTIPART + "--b\r\nContent-type: text/html\r\n\r\n<html></html>\r\n--b\r\n",
          MULTIPART + "no boundary at all, only words that go on and on",
          XML + "<MTConnectStreams x=\"" + "y".repeat(10 << 20) + "\"/>",
          XML + "<a>".repeat(100_000),
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>please log in</html>",
          "HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed\r\n\r\n--b\r\n",
          "HTTP/1.1 302 Found\r\nContent-Type: text/xml\r\nLocation: http://example.invalid/\r\n\r\n",
          "HTTP/1.1 500 Broken\r\nContent-Type: text/xml\r\n\r\n<x/>",
          "HTTP/1.1 401 Login\r\nContent-Type: text/xml\r\n\r\n<x/>",
          "complete nonsense\r\n\r\n");

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
        await().atMost(Duration.ofSeconds(20)).until(() -> collected.sequences().size() == 15);
        ANSWERS.forEach(answer -> agent.answerOnce("/sample", answer));
        agent.cutConnections();
        for (int i = 0; i < 100; i++) {
          lathe.step(Instant.now()).forEach(agent::add);
        }
        await().atMost(Duration.ofSeconds(20)).until(agent::scriptDone);
        long last = agent.nextSequence() - 1;
        await().atMost(Duration.ofSeconds(20)).until(() -> collected.sequences().size() >= last);
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

  private static String bomb() {
    StringBuilder document = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 30; i++) {
      String below = "&a" + (i - 1) + ";";
      document.append("<!ENTITY a").append(i).append(" \"").append(below.repeat(10)).append("\">");
    }
    return document.append("]><MTConnectStreams>&a29;</MTConnectStreams>").toString();
  }
}

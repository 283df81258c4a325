package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MtConnectSourceOptionsTest {
  private static final MtConnectAgent AGENT =
      MtConnectAgent.of("lathe-1", URI.create("http://127.0.0.1:5000"));

  @Test
  void keepsItsKeysAndDefaults() {
    assertThat(MtConnectSourceOptions.all())
        .extracting(option -> option.key() + " = " + option.defaultValue())
        .containsExactly(
            "start = BUFFER",
            "interval = PT0.1S",
            "count = 5000",
            "heartbeat = PT5S",
            "watchdog = PT15S",
            "reconnect.min = PT0.2S",
            "reconnect.max = PT10S",
            "batch.size = 10000",
            "split.by = AUTO",
            "split.data-items = 20000",
            "split.rediscover = PT5M");
  }

  @Test
  void refusesAUrlThatIsNone() {
    assertThatThrownBy(() -> MtConnectAgent.of("a", URI.create("opc.tcp://host:4840")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Agent a has the url \"opc.tcp://host:4840\"; it must look like http://host:5000");
    assertThatThrownBy(() -> MtConnectAgent.of("a", URI.create("http://me:secret@host")))
        .hasMessageContaining("must not hold a user")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> MtConnectAgent.of("a b", URI.create("http://host")))
        .hasMessageContaining("Agent id \"a b\" must be");
  }

  @Test
  void refusesAWatchdogShorterThanTheHeartbeat() {
    assertThatThrownBy(() -> AGENT.withPatience(Duration.ofSeconds(5), Duration.ofSeconds(5)))
        .hasMessage("Agent lathe-1 has watchdog PT5S; it must be at least PT5.001S");
  }

  @Test
  void refusesTheSameIdTwiceAndNoAgentAtAll() {
    MtConnectSourceBuilder builder = MtConnectSource.builder().agent(AGENT);
    assertThatThrownBy(() -> builder.agent(AGENT)).hasMessageContaining("have the id \"lathe-1\"");
    assertThatThrownBy(() -> MtConnectSource.builder().build())
        .hasMessageContaining("at least one agent");
  }

  @Test
  void neverRepeatsASecretThatWasWrittenByMistake() {
    assertThatThrownBy(() -> new MtConnectSecret("hunter2"))
        .hasMessageContaining("must be a reference")
        .hasMessageNotContaining("hunter2");
    assertThat(
            AGENT
                .withCredentials(
                    new MtConnectCredentials.Basic(
                        "me", new MtConnectSecret("${env:AGENT_PASSWORD}")))
                .toString())
        .contains("${env:AGENT_PASSWORD}");
    assertThatThrownBy(() -> new MtConnectSecret("${env:NO_SUCH_VARIABLE_HERE}").read())
        .hasMessageContaining("NO_SUCH_VARIABLE_HERE is not set");
  }
}

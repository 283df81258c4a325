package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class OpcUaSourceOptionsTest {

  private static void pin(ConfigOption<?> option, String key, Object defaultValue) {
    assertThat(option.key()).isEqualTo(key);
    assertThat(option.defaultValue()).isEqualTo(defaultValue);
  }

  @Test
  void keepsItsKeysAndDefaults() {
    pin(
        OpcUaSourceOptions.PUBLISHING_INTERVAL,
        "opcua.publishing-interval",
        Duration.ofMillis(500));
    pin(OpcUaSourceOptions.SAMPLING_INTERVAL, "opcua.sampling-interval", Duration.ofMillis(100));
    pin(OpcUaSourceOptions.QUEUE_SIZE, "opcua.queue-size", null);
    pin(OpcUaSourceOptions.SURVIVE_OUTAGE, "opcua.survive-outage", Duration.ofMinutes(10));
    pin(OpcUaSourceOptions.ITEMS_PER_SUBSCRIPTION, "opcua.items-per-subscription", 5_000);
    pin(
        OpcUaSourceOptions.MAX_NOTIFICATIONS_PER_PUBLISH,
        "opcua.max-notifications-per-publish",
        10_000);
    pin(OpcUaSourceOptions.REBROWSE_INTERVAL, "opcua.rebrowse-interval", Duration.ofMinutes(5));
  }

  @Test
  void queuesAsManyValuesAsTheOutageToSurviveHas() {
    OpcUaQueueSize computed = new OpcUaQueueSize.ForOutage();
    Duration outage = Duration.ofMinutes(10);
    assertThat(computed.at(Duration.ofSeconds(1), outage)).isEqualTo(601);
    assertThat(computed.at(Duration.ofMillis(1), outage)).isEqualTo(OpcUaQueueSize.LARGEST);
    assertThat(computed.at(Duration.ofHours(1), outage)).isEqualTo(OpcUaQueueSize.SMALLEST);
    assertThat(computed.at(Duration.ZERO, outage)).isEqualTo(6_001);
    assertThat(new OpcUaQueueSize.Fixed(7).at(Duration.ZERO, outage)).isEqualTo(7);
  }

  @Test
  void refusesANodeIdWithANamespaceIndex() {
    assertThatThrownBy(() -> OpcUaItem.of("ns=2;s=speed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ns=2;s=speed")
        .hasMessageContaining("nsu=<namespace URI>");
  }

  @Test
  void refusesAQueueSizeOfZero() {
    OpcUaEndpoint.Builder endpoint =
        OpcUaEndpoint.builder("mill", "opc.tcp://a:4840").item("nsu=u;s=a").queueSize(0);
    assertThatThrownBy(endpoint::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The queue size of OPC UA endpoint mill must be 1 to 65535 but is 0.");
  }

  @Test
  void keepsThePasswordOutOfTextAndTheSourceSerializable() throws Exception {
    OpcUaEndpoint endpoint =
        OpcUaEndpoint.builder("mill", "opc.tcp://a:4840")
            .item("nsu=u;s=a")
            .select(OpcUaNodeSelection.path("/Objects/Mill/speed"))
            .select(
                OpcUaNodeSelection.machines()
                    .ofType("AnalogItemType")
                    .excluding(List.of("**/Internal"))
                    .sampledEvery(Duration.ofSeconds(1)))
            .userToken(
                OpcUaUserToken.password("operator", OpcUaSecret.fromEnvironment("OPCUA_SECRET")))
            .build();
    OpcUaSource source =
        OpcUaSource.builder()
            .endpoint(endpoint)
            .identity(OpcUaIdentity.selfSigned("urn:x:y", "pki"))
            .build();
    assertThat(endpoint.toString()).contains("operator").doesNotContain("OPCUA_SECRET");
    assertThat(InstantiationUtil.clone(source)).isNotNull();
  }
}

package io.resonance.connector.opcua.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState.AssignedSplit;
import io.resonance.connector.opcua.source.split.SplitItem;
import io.resonance.connector.opcua.source.split.SplitItems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaEnumeratorStateSerializerTest {

  private static final OpcUaEnumeratorState STATE =
      new OpcUaEnumeratorState(
          Map.of(
              "mill/2",
              new AssignedSplit(
                  "mill",
                  2,
                  SplitItems.of(
                      List.of(
                          new SplitItem(
                              OpcUaItem.of("nsu=u;s=a").at("/Objects/nsu=u;Mill/nsu=u;a"),
                              "i=11",
                              "RPM",
                              new SplitItem.Origin.Configured()),
                          SplitItem.found(
                              OpcUaItem.of("nsu=u;s=b")
                                  .sampledEvery(Duration.ofMillis(20))
                                  .at("/Objects/nsu=u;Mill/nsu=u;b"),
                              "AnalogItemType")))),
              "lathe/0",
              new AssignedSplit(
                  "lathe",
                  0,
                  SplitItems.of(List.of(SplitItem.configured(OpcUaItem.of("nsu=u;i=7")))))),
          Set.of("press/1"));

  private final OpcUaEnumeratorStateSerializer serializer = new OpcUaEnumeratorStateSerializer();

  private static String golden(int version) throws IOException {
    String name = "/golden/opcua-enumerator-v%d.hex".formatted(version);
    try (var in = OpcUaEnumeratorStateSerializerTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsTheBytesOfItsVersionAndTheOneBefore(int version) throws IOException {
    assertThat(serializer.deserialize(version, HexFormat.of().parseHex(golden(version))))
        .isEqualTo(STATE);
  }

  @Test
  void writesTheBytesOfItsVersion() throws IOException {
    assertThat(HexFormat.of().formatHex(serializer.serialize(STATE))).isEqualTo(golden(3));
  }
}

package io.resonance.connector.opcua.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.GoldenBytes;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.enumerator.OpcUaEnumeratorState.AssignedSplit;
import io.resonance.connector.opcua.source.split.SplitItem;
import io.resonance.connector.opcua.source.split.SplitItems;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
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

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsTheBytesOfItsVersionAndTheOneBefore(int version) throws IOException {
    assertThat(serializer.deserialize(version, GoldenBytes.of("enumerator-v" + version)))
        .isEqualTo(STATE);
  }

  /** Release 0.1 noted nothing but which splits were handed out. */
  @Test
  void readsTheBytesOfRelease01() throws IOException {
    assertThat(serializer.deserialize(1, GoldenBytes.of("enumerator-v1")))
        .isEqualTo(new OpcUaEnumeratorState(Map.of(), Set.of("mill/0", "mill/1")));
  }

  @Test
  void refusesEveryPartOfTheBytes() throws IOException {
    byte[] whole = GoldenBytes.of("enumerator-v3");
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> serializer.deserialize(3, part)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void writesTheBytesOfItsVersion() throws IOException {
    assertThat(HexFormat.of().formatHex(serializer.serialize(STATE)))
        .isEqualTo(HexFormat.of().formatHex(GoldenBytes.of("enumerator-v3")));
  }
}

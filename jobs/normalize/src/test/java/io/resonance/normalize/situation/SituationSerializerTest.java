package io.resonance.normalize.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.schema.profile.state.StateTable.Decision;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import io.resonance.schema.v1.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SituationSerializerTest {

  @Test
  void readsAndWritesTheBytesOfItsFormat() throws IOException {
    assertThat(HexFormat.of().formatHex(write(sample()))).isEqualTo(golden("v1"));
    assertThat(read(HexFormat.of().parseHex(golden("v1")))).isEqualTo(sample());
  }

  @Test
  void keepsTheOrderOfWhatSpoke() throws IOException {
    assertThat(read(write(sample())).speeches().keySet())
        .containsExactlyElementsOf(sample().speeches().keySet());
    assertThat(read(write(Situation.EMPTY))).isEqualTo(Situation.EMPTY);
  }

  @Test
  void refusesAFormatOfALaterRelease() throws IOException {
    byte[] bytes = write(sample());
    bytes[0] = 9;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 9; this release reads up to format 1");
  }

  private static Situation sample() {
    Map<Speaker, Speech> speeches = new LinkedHashMap<>();
    speeches.put(
        new Speaker(Protocol.MTCONNECT, "agent", "e1", "execution[path1]"),
        new Speech(
            List.of(
                new Word(1_795_348_800_123_456_700L, 7, 41, 0, "READY"),
                new Word(1_795_348_801_123_456_700L, 7, 42, 0x80310000, "")),
            true));
    speeches.put(
        new Speaker(Protocol.OPC_UA, "server", "nsu=urn:a;s=P", "program"),
        new Speech(List.of(new Word(-1, Long.MIN_VALUE, -1, 0x40000000, "O1 程序")), false));
    return new Situation(
        speeches,
        List.of(
            new Outage("g1", "agent", "", 5, Outage.OPEN), new Outage("g2", "server", "n", 5, 6)),
        List.of(
            new Transition(
                1_795_348_800_123_456_700L,
                new Decision(
                    MachineryState.NOT_EXECUTING,
                    "READY",
                    MachineryMode.PROCESSING,
                    "execution-ready",
                    "controller-automatic")),
            new Transition(1_795_348_801_123_456_700L, Decision.UNKNOWN)));
  }

  private static String golden(String version) throws IOException {
    String file = "/golden/situation-%s.hex".formatted(version);
    try (InputStream in = SituationSerializerTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  private static byte[] write(Situation situation) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SituationSerializer.INSTANCE.serialize(situation, out);
    return out.getCopyOfBuffer();
  }

  private static Situation read(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    Situation situation = SituationSerializer.INSTANCE.deserialize(in);
    assertThat(in.available()).isZero();
    return situation;
  }
}

package io.resonance.conform.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.rules.RulePackText;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PackHistoryTest {

  private static final String GOLDEN_V1 =
      "0100000002"
          + "8000000000000000"
          + "026c"
          + "01"
          + "0266"
          + "0274"
          + "0000000000000005"
          + "026d"
          + "00";

  @Test
  void keepsTheBytesOfThisRelease() throws IOException {
    PackHistory history =
        new PackHistory(
            List.of(
                new PackRevision(Long.MIN_VALUE, Optional.of(new RulePackText("f", "t")), "l"),
                new PackRevision(5, Optional.empty(), "m")));
    DataOutputSerializer out = new DataOutputSerializer(64);
    PackHistorySerializer.INSTANCE.serialize(history, out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(GOLDEN_V1);
    assertThat(read(GOLDEN_V1)).isEqualTo(history);
  }

  @Test
  void refusesAFormatOfALaterRelease() {
    assertThatThrownBy(() -> read("02"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 2; this release reads up to format 1");
  }

  @Test
  void findsTheVersionOfATime() {
    PackHistory history = PackHistory.none().with(revision(10, "a")).with(revision(20, "b"));
    assertThat(history.at(9)).isEmpty();
    assertThat(history.at(10)).contains(revision(10, "a"));
    assertThat(history.at(25)).contains(revision(20, "b"));
  }

  @Test
  void replacesVersionsThatWouldBeginLater() {
    PackHistory history = PackHistory.none().with(revision(20, "b")).with(revision(10, "a"));
    assertThat(history.revisions()).containsExactly(revision(10, "a"));
  }

  @Test
  void keepsTheLastVersionsForLateValues() {
    PackHistory history = PackHistory.none();
    for (int i = 1; i <= 5; i++) {
      history = history.with(revision(i * 10L, "v" + i));
    }
    assertThat(history.revisions())
        .containsExactly(revision(Long.MIN_VALUE, "v3"), revision(40, "v4"), revision(50, "v5"));
  }

  private static PackRevision revision(long from, String text) {
    return new PackRevision(from, Optional.of(new RulePackText("file", text)), "li.wei");
  }

  private static PackHistory read(String hex) throws IOException {
    return PackHistorySerializer.INSTANCE.deserialize(
        new DataInputDeserializer(HexFormat.of().parseHex(hex)));
  }
}

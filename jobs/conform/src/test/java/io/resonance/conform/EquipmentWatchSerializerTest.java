package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.conform.rules.RuleMemory;
import io.resonance.schema.v1.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EquipmentWatchSerializerTest {

  @Test
  void readsTheStateOfRelease01() throws IOException {
    byte[] nothing = new byte[1 + 3 * 4];
    nothing[0] = 1;
    EquipmentWatch watch = read(nothing);
    assertThat(watch.properties).isEmpty();
    assertThat(watch.connections).isEmpty();
  }

  @Test
  void readsTheStateBeforeThePlantHadRules() throws IOException {
    EquipmentWatch watch = read(golden("watch-v2.hex"));
    assertThat(watch.properties.get(0).memories).isEmpty();
    assertThat(watch.properties.get(0).latest).isNull();
    assertSameBesideRules(watch, example());
  }

  @Test
  void writesAndReadsTheBytesOfThisRelease() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentWatchSerializer.INSTANCE.serialize(example(), out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer()))
        .isEqualTo(HexFormat.of().formatHex(golden("watch-v5.hex")));
    EquipmentWatch watch = read(golden("watch-v5.hex"));
    assertThat(watch).usingRecursiveComparison().isEqualTo(example());
    assertThat(watch.properties.get(0).latest).isEqualTo(21.5);
    assertThat(watch.properties.get(1).latest).isEqualTo("ACTIVE");
    assertThat(watch.properties.get(2).latest).isEqualTo(true);
    assertThat(watch.properties.get(0).memories)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(example().properties.get(0).memories);
  }

  @Test
  void readsTheStateBeforeDataHealthWasCounted() throws IOException {
    EquipmentWatch watch = read(golden("watch-v3.hex"));
    assertThat(watch.healthFrom).isEqualTo(EquipmentWatch.NO_INTERVAL);
    assertThat(watch.properties.get(0).values).isZero();
    assertSameBesideRules(watch, example());
  }

  @Test
  void readsTheStateBeforeSilenceWasTold() throws IOException {
    EquipmentWatch watch = read(golden("watch-v4.hex"));
    assertThat(watch.silenceTimer).isEqualTo(EquipmentWatch.NO_INTERVAL);
    assertThat(watch.hierarchyScope).isEmpty();
    assertThat(watch)
        .usingRecursiveComparison()
        .ignoringFields("heardAt", "behind", "silenceTimer", "hierarchyScope")
        .isEqualTo(example());
  }

  @Test
  void copiesAllOfIt() {
    assertThat(example().copy()).usingRecursiveComparison().isEqualTo(example());
  }

  private static void assertSameBesideRules(EquipmentWatch watch, EquipmentWatch expected) {
    assertThat(watch)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(
            ".*memories",
            ".*latest",
            ".*(healthFrom|heardAt|behind|silenceTimer|hierarchyScope)",
            ".*(values|bad|uncertain|gaps|lostMillis|latencyMost|latencyMicros)")
        .isEqualTo(expected);
  }

  private static EquipmentWatch example() {
    EquipmentWatch watch = new EquipmentWatch();
    Evidence evidence = new Evidence("mill", 3L, Instant.ofEpochSecond(7), "21.5", "CEL");
    PropertyWatch temperature =
        watch.properties.get(watch.indexOf("mill", "s=T", "coolant-temperature"));
    temperature.lastSeen = 1;
    temperature.lastSequence = 2;
    temperature.longestPause = 3;
    temperature.seen = 4;
    temperature.windowValues = 5;
    temperature.inTrouble().windowBad = 6;
    temperature.latest = 21.5;
    temperature.add(new OpenViolation("range-eu", "id-1", 5, evidence, "limits"));
    RuleMemory memory = temperature.memoryOf("mine 1");
    memory.breachSince = 8;
    memory.since = 9;
    memory.last = 1.5;
    memory.learnt = 10;
    memory.mean = 2.5;
    memory.squares = 3.5;
    memory.run = new double[] {0.5, -0.5};
    watch.properties.get(watch.indexOf("mill", "s=E", "execution")).latest = "ACTIVE";
    watch.properties.get(watch.indexOf("mill", "s=D", "x:door-open")).latest = true;
    watch.clock("mill").now = 11;
    watch.healthFrom = 13;
    watch.heardAt = 21;
    watch.behind = 22;
    watch.silenceTimer = 23;
    watch.hierarchyScope = "Acme/MILL-01";
    temperature.values = 14;
    temperature.inTrouble().bad = 15;
    temperature.inTrouble().uncertain = 16;
    temperature.inTrouble().gaps = 17;
    temperature.inTrouble().lostMillis = 18;
    temperature.latencyMost = 19;
    temperature.latencyMicros = 20;
    watch.connections.put("a", new OpenViolation("certificate-expiry", "id-2", 12, evidence, null));
    return watch;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        EquipmentWatchSerializerTest.class.getResourceAsStream("/golden/" + name)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  @Test
  void keepsOpenViolationsAboutConnections() throws IOException {
    EquipmentWatch watch = new EquipmentWatch();
    Evidence evidence = new Evidence("mill", 0L, Instant.EPOCH, "None None", null);
    watch.connections.put("a", new OpenViolation("rule", "id", 5, evidence, "limits"));
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentWatchSerializer.INSTANCE.serialize(watch, out);
    OpenViolation read = read(out.getCopyOfBuffer()).connections.get("a");
    assertThat(read.id).isEqualTo("id");
    assertThat(read.first).isEqualTo(evidence);
  }

  @Test
  void readsMemoriesThatEarlierReleasesKeptByPack() throws IOException {
    EquipmentWatch watch = new EquipmentWatch();
    watch.properties.get(watch.indexOf("mill", "s=T", "x:t")).memoryOf("mine 1 (line 3, sha256 a)");
    DataOutputSerializer out = new DataOutputSerializer(64);
    EquipmentWatchSerializer.INSTANCE.serialize(watch, out);
    assertThat(read(out.getCopyOfBuffer()).properties.get(0).memories.get(0).rule)
        .isEqualTo("mine 1");
  }

  @Test
  void refusesAFormatOfALaterRelease() {
    assertThatThrownBy(() -> read(new byte[] {6}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("written in format 6; this release reads up to format 5");
  }

  private static EquipmentWatch read(byte[] bytes) throws IOException {
    return EquipmentWatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));
  }
}

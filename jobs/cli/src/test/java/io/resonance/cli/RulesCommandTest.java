package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {

  private static final Path EXAMPLE = Path.of("../../flink-conf/rules/small-line.yaml");

  @TempDir private Path folder;

  @Test
  void listsTheRulesOfTheProfile() {
    CommandRun run = CommandRun.of("rules", "list", "--profile-only");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("range-eu                 WARNING  profile  Value outside its normal range");
    assertThat(CommandRun.of("rules", "list", "--profile-only", "--json").out())
        .contains("{\"id\":\"range-eu\",\"version\":\"1\",\"severity\":\"WARNING\"");
  }

  @Test
  void explainsARuleInBothLanguages() {
    CommandRun run = CommandRun.of("rules", "explain", "stale", "--profile-only");
    assertThat(run.out())
        .contains(
            "Measurement has fallen silent", "测量值已停止更新", "Rests on OPC 10000-4", "after = 60s");
    assertThat(CommandRun.of("rules", "explain", "stael", "--profile-only").err())
        .contains("There is no rule 'stael'. The rules in force are range-eu,");
  }

  @Test
  void triesTheRulesOfTheExample() throws IOException {
    Path data = folder.resolve("values.json");
    Files.writeString(
        data,
        value(0, "coolant-temperature", "CEL", 29)
            + value(1, "coolant-temperature", "CEL", 31)
            + value(2, "coolant-temperature", "CEL", 31)
            + value(3, "coolant-temperature", "CEL", 31.5)
            + value(4, "coolant-temperature", "CEL", 28.5)
            + value(5, "coolant-temperature", "CEL", 27)
            + value(5, "spindle-speed", "RPM", 0)
            + value(6, "feed-rate", "C16", 20)
            + value(7, "feed-rate", "C16", 20)
            + value(8, "spindle-speed", "RPM", 60_000));
    CommandRun run = CommandRun.of("rules", "test", EXAMPLE.toString(), "--data", data.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .containsExactly(
            "2026-01-01T00:00:03Z OPENED   coolant-too-warm         MILL-01 coolant-temperature ="
                + " 31.5 CEL; sound: at most 30 Cel",
            "2026-01-01T00:00:05Z CLEARED  coolant-too-warm         MILL-01 coolant-temperature ="
                + " 27.0 CEL; sound: at most 30 Cel",
            "2026-01-01T00:00:07Z OPENED   feeds-without-spindle    MILL-01 feed-rate = 20.0 C16;"
                + " sound: !('spindle-speed' in latest) || double(latest['spindle-speed']) > 1.0 ||"
                + " double(value) < 1.0",
            "10 values, 2 violations opened: {coolant-too-warm=1, feeds-without-spindle=1}");
    CommandRun asJson =
        CommandRun.of("rules", "test", EXAMPLE.toString(), "--data", data.toString(), "--json");
    assertThat(asJson.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void saysWhichFileAndLineIsWrong() throws IOException {
    Path wrong = folder.resolve("wrong.yaml");
    Files.writeString(wrong, Files.readString(EXAMPLE).replace("high: 30", "high: warm"));
    Path data = folder.resolve("values.json");
    Files.writeString(data, value(0, "vibration", "M1", 1) + "{}\n");
    assertThat(CommandRun.of("rules", "test", wrong.toString(), "--data", data.toString()).err())
        .contains("wrong.yaml, line 11: `warm` is not a number");
    assertThat(CommandRun.of("rules", "test", EXAMPLE.toString(), "--data", data.toString()).err())
        .contains("values.json, line 2, is not a record of values: the field 'source' is missing.")
        .contains("Write the file with `resonance tail values > FILE`.");
    Files.writeString(data, "plant: [");
    assertThat(CommandRun.of("rules", "test", EXAMPLE.toString(), "--data", data.toString()).err())
        .contains("values.json, line 1, is not a record of values: Unrecognized token 'plant'")
        .doesNotContain("Source");
    assertThat(CommandRun.of("rules", "test", EXAMPLE.toString(), "--data", "none.json").err())
        .contains("The file none.json cannot be read");
    assertThat(CommandRun.of("rules", "test", "none.yaml", "--data", "none.json").err())
        .contains("The rule pack none.yaml cannot be read");
    assertThat(CommandRun.of("rules").err()).contains("Say which command: ");
  }

  private static String value(int second, String property, String unit, double number) {
    return """
    {"equipment":"MILL-01","hierarchyScope":"Acme/S/MILL-01","source":{"protocol":"OPC_UA",\
    "endpoint":"mill","epoch":1},"profile":"mdr-profile-0.1","profileHash":"","values":[{"property":\
    "%s","address":"s=%s","sequence":%d,"sourceTimestamp":"2026-01-01T00:00:%02dZ","valueType":\
    "DOUBLE","doubleValue":%s,"unit":"%s","statusCode":0,"quality":"GOOD"}]}
    """
        .formatted(property, property, second, second, number, unit);
  }
}

package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.testbed.opcua.MachineTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

  private static final String PROBE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:1.7">
        <Header creationTime="2026-01-01T00:00:00Z" sender="a" instanceId="1" version="1.7.0" bufferSize="1024" assetBufferSize="10" assetCount="0"/>
        <Devices>
          <Device id="d1" name="VMC &quot;3&quot;" uuid="u-1">
            <DataItems><DataItem id="av" category="EVENT" type="AVAILABILITY"/></DataItems>
            <Components><Controller id="c"><Components><Path id="p" name="path1"><DataItems>
              <DataItem id="ex" category="EVENT" type="EXECUTION"/>
              <DataItem id="pf" category="SAMPLE" type="PATH_FEEDRATE" subType="ACTUAL" units="MILLIMETER/SECOND"/>
              <DataItem id="vx" category="EVENT" type="x:MOOD" name="mood"/>
              <DataItem id="lp" category="CONDITION" type="LOGIC_PROGRAM"/>
            </DataItems></Path></Components></Controller></Components>
          </Device>
          <Device id="d2" name="VMC-3" uuid="u-2">
            <DataItems><DataItem id="av2" category="EVENT" type="AVAILABILITY"/></DataItems>
          </Device>
        </Devices>
      </MTConnectDevices>
      """;

  @TempDir private Path folder;

  @Test
  void proposesAPlantFileForASavedProbeThatPassesTheCheck() throws IOException {
    Path probe = Files.writeString(folder.resolve("probe.xml"), PROBE);
    Path plant = folder.resolve("plant.yaml");
    CommandRun run =
        CommandRun.of(
            "map", probe.toString(), "--out", plant.toString(), "--url", "http://vmc:5000");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("4 values have terms of the profile, 1 do not")
        .contains("Next: `resonance check " + plant);
    assertThat(Files.readString(plant))
        .contains("- {id: agent, url: \"http://vmc:5000\"}")
        .contains("  - id: \"VMC-3\"", "  - id: \"VMC-3-2\"")
        .contains("    #   pf PATH_FEEDRATE ACTUAL -> feed-rate in C16")
        .contains("    #   vx x:MOOD -> x:mood: x:MOOD is a type of a vendor");
    assertPasses(plant);
    assertThat(CommandRun.of("map", probe.toString(), "--out", plant.toString()).err())
        .contains("is there already. Name another one with --out.");
  }

  @Test
  void proposesAPlantFileForABrowsedMachineToolThatPassesTheCheck() throws IOException {
    List<String> paths = MachineTool.browsePaths("VMC5");
    Path nodes = folder.resolve("nodes.json");
    Files.write(
        nodes,
        IntStream.range(0, paths.size())
            .mapToObj(
                i ->
                    "{\"browsePath\":\"%s\",\"nodeId\":\"nsu=urn:m;i=%d\"}"
                        .formatted(paths.get(i), i))
            .toList());
    Path plant = folder.resolve("plant.yaml");
    CommandRun run =
        CommandRun.of(
            "map",
            nodes.toString(),
            "--out",
            plant.toString(),
            "--pki",
            folder.resolve("pki").toString());
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(plant))
        .contains(
            "{property: \"channel-state[Channel1]\", endpoint: server, address: \"/Objects/Machines/VMC5/Monitoring/Channel1/ChannelState\"}")
        .contains("unit: \"C26\"}")
        .contains("Spindle1/IsRotating: no term of the profile has the name IsRotating");
    assertPasses(plant);
  }

  @Test
  void everyProbeOfTheCorpusGivesAPlantFileThatPassesTheCheck() throws IOException {
    Path corpus = Path.of(System.getProperty("corpus.dir", "absent"), "mtconnect");
    Assumptions.assumeTrue(Files.exists(corpus), () -> corpus + " is not there");
    int proposed = 0;
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".xml")).sorted().toList()) {
        if (Files.readString(file).contains("<MTConnectDevices")
            && CommandRun.of("mtconnect", "parse", file.toString()).exitCode() == 0) {
          Path plant = folder.resolve("plant-" + proposed + ".yaml");
          CommandRun run = CommandRun.of("map", file.toString(), "--out", plant.toString());
          if (run.err().contains("describes no data items")) {
            continue;
          }
          assertThat(run.err()).as("%s", file).isEmpty();
          assertPasses(plant);
          proposed++;
        }
      }
    }
    assertThat(proposed).isGreaterThan(10);
  }

  @Test
  void saysWhatItCannotReadAndWhatToDo() throws IOException {
    assertThat(CommandRun.of("map", folder + "/none").err())
        .contains("There is no file", "or a URL that begins with opc.tcp:// or http://.");
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertThat(CommandRun.of("map", text.toString()).err())
        .contains("Give it the answer of an agent to /probe, in XML or JSON.");
    Path lines = Files.writeString(folder.resolve("n.json"), "{\"browsePath\":\"no path\"}\n");
    assertThat(CommandRun.of("map", lines.toString()).err())
        .contains("line 1 is no node as `resonance opcua browse URL --json` prints it");
    assertThat(CommandRun.of("map", "http://127.0.0.1:1").exitCode()).isEqualTo(1);
  }

  private static void assertPasses(Path plant) {
    CommandRun check = CommandRun.of("check", plant.toString());
    assertThat(check.exitCode()).as("%s%n%s", check.out(), check.err()).isZero();
  }
}

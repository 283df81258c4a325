package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.resonance.testbed.mtconnect.recording.RecordedStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Four consecutive answers of a real agent (NIST's SMS test bed), and what is in them. */
final class NistRecording {

  private static final Path CORPUS =
      Path.of(System.getProperty("corpus.dir"), "mtconnect/nist-smstestbed");

  private NistRecording() {}

  /** Skips the test where the corpus is not at hand. */
  static void require() {
    assumeThat(CORPUS).as("the corpus of real documents is not at hand").isDirectory();
  }

  static List<Path> documents() {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(n -> CORPUS.resolve("streams/qdr_input00" + n + ".xml"))
        .toList();
  }

  static Path devicesDocument() {
    return CORPUS.resolve("Devices.xml");
  }

  static RecordedStreams streams() throws IOException {
    RecordedStreams streams = new RecordedStreams();
    streams.add(0, Files.readAllBytes(devicesDocument()));
    for (Path document : documents()) {
      streams.add(0, Files.readAllBytes(document));
    }
    return streams;
  }

  /**
   * The sequence numbers of each device, counted independently of everything of ours: each element
   * with a sequence is an observation.
   */
  static Map<String, NavigableSet<Long>> sequencesByDevice() throws Exception {
    Map<String, NavigableSet<Long>> sequences = new TreeMap<>();
    for (Path path : documents()) {
      NodeList all = parse(path).getElementsByTagNameNS("*", "*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        String sequence = element.getAttribute("sequence");
        if (!sequence.isEmpty()) {
          assertThat(
                  sequences
                      .computeIfAbsent(deviceOf(element), name -> new TreeSet<>())
                      .add(Long.valueOf(sequence)))
              .as("sequence %s stands in one document only", sequence)
              .isTrue();
        }
      }
    }
    return sequences;
  }

  private static String deviceOf(Element observation) {
    Node above = observation;
    while (!"DeviceStream".equals(above.getLocalName())) {
      above = above.getParentNode();
    }
    return ((Element) above).getAttribute("name");
  }

  /**
   * A plant in which each device of the recording is an equipment of the same name.
   *
   * @param id of the plant, and prefix of its topics
   * @param agent keys of the agent besides its id
   */
  static Path plantFile(Path folder, String id, String agent) throws Exception {
    List<String> equipment = new ArrayList<>();
    NodeList found = parse(devicesDocument()).getElementsByTagNameNS("*", "Device");
    for (int i = 0; i < found.getLength(); i++) {
      equipment.add(
          """
            - id: %1$s
              path: NIST/%1$s
              category: machine-tool
              devices:
                - {agent: nist, device: %1$s}
          """
              .formatted(((Element) found.item(i)).getAttribute("name")));
    }
    String text =
        """
        resonance: 1
        plant: {id: %s, enterprise: NIST, site: Gaithersburg}
        profile: {id: mdr-profile-0.1}
        kafka: {bootstrap: "%s", prefix: %s, partitions: 2, replication: 1}
        registry: {url: "%s"}
        checkpoints: {folder: "%s", interval: 500ms}
        mtconnect:
          agents:
            - {id: nist, %s, survive-outage: 10s}
        equipment:
        %s
        """
            .formatted(
                id,
                Backbone.bootstrap(),
                id,
                Backbone.registryUrl(),
                folder.resolve("checkpoints").toUri(),
                agent,
                String.join("", equipment));
    return Files.writeString(folder.resolve(id + ".yaml"), text);
  }

  private static Document parse(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(file.toFile());
  }
}

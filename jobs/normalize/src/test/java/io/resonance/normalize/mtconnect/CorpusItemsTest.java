package io.resonance.normalize.mtconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.schema.profile.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every DataItem of the machines in the corpus has a term or a reason for having none. */
class CorpusItemsTest {

  /** Types of the standard without a term: none of them is a quantity or state of a machine. */
  private static final Set<String> WITHOUT_TERM =
      Set.of(
          "ADAPTER_SOFTWARE_VERSION",
          "ADAPTER_URI",
          "DEVICE_ADDED",
          "DEVICE_CHANGED",
          "DEVICE_REMOVED",
          "MTCONNECT_VERSION",
          "PROCESS_LIMITS",
          "SPECIFICATION_LIMIT",
          "TRANSLATION",
          "ROTATION",
          "CUTTING_SPEED",
          "PATH_FEEDRATE_PER_REVOLUTION",
          "PATH_POSITION",
          "PROGRAM",
          "USER");

  @Test
  void hasATermOrAReason() throws Exception {
    Profile profile = Profile.load("mdr-profile-0.1");
    Map<String, Integer> withoutTerm = new TreeMap<>();
    int values = 0;
    int mapped = 0;
    for (MtConnectDataItemDescription item : items()) {
      if (item.category() == MtConnectCategory.CONDITION) {
        continue;
      }
      values++;
      Optional<String> why = ItemName.whyUnmapped(profile, item);
      String property = ItemName.of(item).property(profile, new HashSet<>());
      assertThat(property.startsWith("x:")).as("%s: %s", property, why).isEqualTo(why.isPresent());
      if (why.isEmpty()) {
        mapped++;
      } else if (why.get().startsWith("the profile has no term")) {
        withoutTerm.merge(item.type(), 1, Integer::sum);
      }
    }
    assertThat(withoutTerm.keySet()).containsExactlyInAnyOrderElementsOf(WITHOUT_TERM);
    assertThat(values).isGreaterThan(1_300);
    assertThat((double) mapped / values).isGreaterThan(0.87);
  }

  private static List<MtConnectDataItemDescription> items() throws Exception {
    Path corpus = Path.of(System.getProperty("corpus.dir", "absent"), "mtconnect");
    Assumptions.assumeTrue(Files.exists(corpus), () -> corpus + " is not there");
    List<MtConnectDataItemDescription> items = new ArrayList<>();
    try (Stream<Path> all = Files.walk(corpus)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".xml")).sorted().toList()) {
        String text = Files.readString(file);
        if (text.contains("MTConnectDevices") && text.contains("Devices>")) {
          add(file, items);
        }
      }
    }
    return items;
  }

  private static void add(Path file, List<MtConnectDataItemDescription> items) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    NodeList found =
        factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagNameNS("*", "DataItem");
    for (int i = 0; i < found.getLength(); i++) {
      Element item = (Element) found.item(i);
      items.add(
          new MtConnectDataItemDescription(
              item.getAttribute("id"),
              item.getAttribute("name"),
              MtConnectCategory.valueOf(item.getAttribute("category")),
              item.getAttribute("type"),
              item.getAttribute("subType"),
              item.getAttribute("units"),
              item.getAttribute("nativeUnits"),
              "",
              "",
              item.getAttribute("statistic"),
              "uuid",
              "device",
              path(item),
              "",
              "",
              List.of()));
    }
  }

  private static String path(Element item) {
    Deque<String> steps = new ArrayDeque<>();
    for (Node node = item.getParentNode();
        node.getParentNode() instanceof Element parent;
        node = parent) {
      if (parent.getLocalName().equals("Components")) {
        steps.addFirst(node.getLocalName() + "[c]");
      }
    }
    return String.join("/", steps);
  }
}

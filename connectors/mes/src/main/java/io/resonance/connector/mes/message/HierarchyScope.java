package io.resonance.connector.mes.message;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/**
 * Writes the place of an equipment as B2MML's HierarchyScope: a chain from the enterprise down to
 * the equipment itself, whose EquipmentID is the equipment's id in the plant file.
 */
final class HierarchyScope {

  private HierarchyScope() {}

  static void write(B2mmlDocument document, String scope, String equipment)
      throws XMLStreamException {
    List<String> path =
        Arrays.stream(scope.split("/")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    List<String> above = path.isEmpty() ? path : path.subList(0, path.size() - 1);
    List<String> ids = Stream.concat(above.stream(), Stream.of(equipment)).toList();
    level(document, "HierarchyScope", ids, 0);
  }

  private static void level(B2mmlDocument document, String name, List<String> ids, int depth)
      throws XMLStreamException {
    document.group(
        name,
        scope -> {
          scope.element("EquipmentID", ids.get(depth));
          scope.element("EquipmentLevel", equipmentLevel(depth, ids.size()));
          if (depth + 1 < ids.size()) {
            level(scope, "HierarchyScopeChild", ids, depth + 1);
          }
        });
  }

  // ISA-95 Part 1, 5.3: Enterprise, Site, Area, WorkCenter, WorkUnit; a shorter path leaves out
  // levels from the middle, a longer one has areas within areas
  static String equipmentLevel(int depth, int levels) {
    if (depth == levels - 1) {
      return "WorkUnit";
    }
    return switch (depth) {
      case 0 -> "Enterprise";
      case 1 -> "Site";
      default -> depth == levels - 2 ? "WorkCenter" : "Area";
    };
  }
}

package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.connector.mtconnect.source.MtConnectBrowser.Model;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import java.io.PrintWriter;
import java.util.List;

/** Devices, components and DataItems as a tree for people and as JSON for programs. */
final class DeviceTree {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  // Names may hold slashes, as in Adapter[shdr://127.0.0.1:7878].
  private static final String BETWEEN_COMPONENTS = "(?<=])/";

  private DeviceTree() {}

  static void print(Model model, PrintWriter out) {
    String device = "";
    List<String> above = List.of();
    for (MtConnectDataItemDescription item : model.dataItems()) {
      if (!item.deviceUuid().equals(device)) {
        device = item.deviceUuid();
        above = List.of();
        out.printf("%s (uuid %s)%n", item.deviceName(), device);
      }
      List<String> path =
          item.componentPath().isEmpty()
              ? List.of()
              : List.of(item.componentPath().split(BETWEEN_COMPONENTS));
      int common = 0;
      while (common < Math.min(path.size(), above.size())
          && path.get(common).equals(above.get(common))) {
        common++;
      }
      for (int level = common; level < path.size(); level++) {
        out.printf("%s%s%n", "  ".repeat(level + 1), path.get(level));
      }
      above = path;
      out.printf("%s%s%n", "  ".repeat(path.size() + 1), line(item));
    }
    out.printf(
        "%d devices, %d DataItems; agent %s, buffer %s%n",
        model.devices().size(),
        model.dataItems().size(),
        model.version().isEmpty() ? "of unknown version" : model.version(),
        model.bufferSize().isEmpty() ? "unknown" : model.bufferSize());
  }

  private static String line(MtConnectDataItemDescription item) {
    String named = item.name().isEmpty() ? item.dataItemId() : item.name();
    StringBuilder line = new StringBuilder("- %-28s %-9s".formatted(named, item.category()));
    line.append(' ').append(item.type());
    word(line, " ", item.subType());
    word(line, " ", item.statistic());
    word(line, " ", item.representation());
    word(line, "  ", item.units());
    if (!item.nativeUnits().equals(item.units())) {
      word(line, " (machine: ", item.nativeUnits());
      line.append(item.nativeUnits().isEmpty() ? "" : ")");
    }
    if (!item.minimum().isEmpty() || !item.maximum().isEmpty()) {
      line.append("  ").append(item.minimum()).append(" to ").append(item.maximum());
    }
    if (!item.values().isEmpty()) {
      line.append("  one of ").append(String.join(", ", item.values()));
    }
    return line.toString();
  }

  private static void word(StringBuilder line, String before, String text) {
    if (!text.isEmpty()) {
      line.append(before).append(text);
    }
  }

  static void printJson(Model model, PrintWriter out) {
    for (MtConnectDataItemDescription item : model.dataItems()) {
      ObjectNode node = MAPPER.createObjectNode();
      node.put("device", item.deviceName()).put("deviceUuid", item.deviceUuid());
      node.put("component", item.componentPath());
      node.put("dataItemId", item.dataItemId()).put("name", item.name());
      node.put("category", item.category().name()).put("type", item.type());
      node.put("subType", item.subType()).put("units", item.units());
      node.put("nativeUnits", item.nativeUnits()).put("nativeScale", item.nativeScale());
      node.put("representation", item.representation()).put("statistic", item.statistic());
      node.put("minimum", item.minimum()).put("maximum", item.maximum());
      item.values().forEach(node.putArray("values")::add);
      out.println(node);
    }
  }
}

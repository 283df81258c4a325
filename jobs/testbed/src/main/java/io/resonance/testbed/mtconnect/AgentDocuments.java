package io.resonance.testbed.mtconnect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the documents of an agent: streams grouped by DataItem as real agents do, and errors. */
final class AgentDocuments {
  private final String version;
  private final String sender;
  private final String streamsNamespaces;
  private final int bufferSize;

  AgentDocuments(String version, String sender, String streamsNamespaces, int bufferSize) {
    this.version = version;
    this.sender = sender;
    this.streamsNamespaces = streamsNamespaces;
    this.bufferSize = bufferSize;
  }

  byte[] streams(ObservationBuffer.Window window) {
    return streams(window, window.nextSequence());
  }

  byte[] streams(ObservationBuffer.Window window, long nextSequence) {
    StringBuilder xml = new StringBuilder(400 + 200 * window.observations().size());
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectStreams ")
        .append(streamsNamespaces)
        .append(">\n  <Header")
        .append(headerAttributes(window.instanceId()))
        .append(" nextSequence=\"")
        .append(nextSequence)
        .append("\" firstSequence=\"")
        .append(window.firstSequence())
        .append("\" lastSequence=\"")
        .append(window.lastSequence())
        .append("\"/>\n  <Streams>\n");
    grouped(window.observations()).forEach((device, below) -> writeDevice(xml, device, below));
    return bytes(xml.append("  </Streams>\n</MTConnectStreams>\n"));
  }

  byte[] error(long instanceId, String code, String text) {
    String namespace = "urn:mtconnect.org:MTConnectError:" + shortVersion();
    StringBuilder xml = new StringBuilder(400);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectError xmlns=\"")
        .append(namespace)
        .append("\">\n  <Header")
        .append(headerAttributes(instanceId))
        .append("/>\n  <Errors>\n    <Error errorCode=\"")
        .append(code)
        .append("\">")
        .append(escape(text))
        .append("</Error>\n  </Errors>\n</MTConnectError>\n");
    return bytes(xml);
  }

  String headerAttributes(long instanceId) {
    return " creationTime=\"%s\" sender=\"%s\" instanceId=\"%d\" version=\"%s\" bufferSize=\"%d\""
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            escape(sender),
            instanceId,
            version,
            bufferSize);
  }

  String shortVersion() {
    String[] parts = version.split("\\.");
    return parts[0] + "." + parts[1];
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static void writeDevice(
      StringBuilder xml, String device, Map<String, Map<String, List<StringBuilder>>> below) {
    xml.append("    <DeviceStream ").append(device).append(">\n");
    below.forEach(
        (component, categories) -> {
          xml.append("      <ComponentStream ").append(component).append(">\n");
          categories.forEach(
              (category, written) -> {
                xml.append("        <").append(category).append(">\n");
                written.forEach(xml::append);
                xml.append("        </").append(category).append(">\n");
              });
          xml.append("      </ComponentStream>\n");
        });
    xml.append("    </DeviceStream>\n");
  }

  // Device, then component, then category; inside a category by DataItem and only then by sequence
  // number, as the reference agent writes them.
  private static Map<String, Map<String, Map<String, List<StringBuilder>>>> grouped(
      List<AgentObservation> observations) {
    Map<AgentObservation.Place, Map<String, StringBuilder>> byPlace = new LinkedHashMap<>();
    for (AgentObservation each : observations) {
      StringBuilder text =
          byPlace
              .computeIfAbsent(each.place(), place -> new LinkedHashMap<>())
              .computeIfAbsent(each.dataItemId(), id -> new StringBuilder());
      text.append("          ").append(each.head()).append(" sequence=\"").append(each.sequence());
      text.append('"').append(each.tail()).append('\n');
    }
    Map<String, Map<String, Map<String, List<StringBuilder>>>> tree = new LinkedHashMap<>();
    byPlace.forEach(
        (place, items) ->
            tree.computeIfAbsent(place.device(), device -> new LinkedHashMap<>())
                .computeIfAbsent(place.component(), component -> new LinkedHashMap<>())
                .put(place.category(), List.copyOf(items.values())));
    return tree;
  }

  private static byte[] bytes(StringBuilder xml) {
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.resonance.testbed.mtconnect.document;

import io.resonance.testbed.mtconnect.AgentFaults;
import io.resonance.testbed.mtconnect.buffer.AgentAssets;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the documents of an agent: streams grouped by DataItem as real agents do, and errors. */
public final class AgentDocuments {
  private final String version;
  private final String sender;
  private final String streamsNamespaces;
  private final int bufferSize;
  private final AgentFaults faults;
  private volatile Instant modelChanged = Instant.now();

  public AgentDocuments(
      String version, String sender, String streamsNamespaces, int bufferSize, AgentFaults faults) {
    this.version = version;
    this.sender = sender;
    this.streamsNamespaces = streamsNamespaces;
    this.bufferSize = bufferSize;
    this.faults = faults;
  }

  public byte[] streams(ObservationBuffer.Window window) {
    AgentFaults.Numbers said =
        faults.said(
            new AgentFaults.Numbers(
                window.instanceId(),
                window.firstSequence(),
                window.lastSequence(),
                window.nextSequence()));
    StringBuilder xml = new StringBuilder(400 + 200 * window.observations().size());
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectStreams ")
        .append(streamsNamespaces)
        .append(">\n  <Header")
        .append(headerAttributes(said.instanceId()))
        .append(" nextSequence=\"")
        .append(Long.toUnsignedString(said.nextSequence()))
        .append("\" firstSequence=\"")
        .append(Long.toUnsignedString(said.firstSequence()))
        .append("\" lastSequence=\"")
        .append(Long.toUnsignedString(said.lastSequence()))
        .append("\"/>\n  <Streams>\n");
    grouped(window.observations()).forEach((device, below) -> writeDevice(xml, device, below));
    return bytes(xml.append("  </Streams>\n</MTConnectStreams>\n"));
  }

  public byte[] error(long instanceId, AgentErrorDocument error) {
    String[] parts = shortVersion().split("\\.");
    StringBuilder xml = new StringBuilder(400);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectError xmlns=\"")
        .append(shortVersion().equals("1.0") ? "urn:mtconnect.com:" : "urn:mtconnect.org:")
        .append("MTConnectError:")
        .append(shortVersion())
        .append("\">\n  <Header")
        .append(headerAttributes(instanceId))
        .append("/>\n")
        .append(error.xml(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
        .append("</MTConnectError>\n");
    return bytes(xml);
  }

  public byte[] assets(long instanceId, AgentAssets store, List<AgentAssets.Asset> listed) {
    StringBuilder xml = new StringBuilder(400);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectAssets xmlns=\"")
        .append("urn:mtconnect.org:MTConnectAssets:")
        .append(shortVersion())
        .append("\">\n  <Header creationTime=\"")
        .append(Instant.now().truncatedTo(ChronoUnit.SECONDS))
        .append("\" sender=\"%s\" instanceId=\"%d\"".formatted(escape(sender), instanceId))
        .append(" version=\"%s\" assetBufferSize=\"%d\"".formatted(version, store.capacity()))
        .append(" assetCount=\"%d\"/>\n  <Assets>\n".formatted(store.count()));
    listed.forEach(each -> xml.append("    ").append(each.xml()).append('\n'));
    return bytes(xml.append("  </Assets>\n</MTConnectAssets>\n"));
  }

  public String headerAttributes(long instanceId) {
    // deviceModelChangeTime is said from 1.7 on.
    String model =
        shortVersion().compareTo("1.7") < 0
            ? ""
            : " deviceModelChangeTime=\"" + modelChanged + "\"";
    return " creationTime=\"%s\" sender=\"%s\" instanceId=\"%s\" version=\"%s\"%s bufferSize=\"%d\""
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            escape(sender),
            Long.toUnsignedString(instanceId),
            version,
            model,
            bufferSize);
  }

  /** The devices are described otherwise from now on. */
  public void modelChanged() {
    modelChanged = Instant.now();
  }

  String shortVersion() {
    String[] parts = version.split("\\.");
    return parts[0] + "." + parts[1];
  }

  public static String escape(String text) {
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

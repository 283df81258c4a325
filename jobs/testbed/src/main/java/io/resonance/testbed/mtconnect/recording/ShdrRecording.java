package io.resonance.testbed.mtconnect.recording;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.document.DeviceModel;
import io.resonance.testbed.mtconnect.document.DeviceModel.Item;
import io.resonance.testbed.mtconnect.document.ItemKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what an adapter sent: lines of {@code time|dataItem|value|dataItem|value...}, with one
 * condition, message or time series in a line of its own, data sets as {@code key=value ...}, and
 * assets.
 */
public final class ShdrRecording {
  private final DeviceModel model;
  private final ItemKeys keys;
  private final String device;
  private final ShdrValues values = new ShdrValues();
  private final List<AgentFeed.Step> steps = new ArrayList<>();
  private final Map<String, Integer> unknown = new LinkedHashMap<>();
  private Instant time;

  private ShdrRecording(DeviceModel model, String device, Instant start) {
    this.model = model;
    this.keys = model.keys();
    this.device = device;
    this.time = start;
  }

  /**
   * Reads the lines of an adapter whose keys name their devices, or of an agent with one device.
   *
   * @param shdr the lines
   * @param devices the MTConnectDevices document that describes its DataItems
   */
  public static ShdrRecording read(Path shdr, Path devices) throws IOException {
    return read(shdr, devices, "");
  }

  /**
   * Reads the lines of the adapter of one device.
   *
   * @param shdr the lines
   * @param devices the MTConnectDevices document that describes its DataItems
   * @param device name of the device, which keys mean that name none
   * @throws IllegalArgumentException if there is no such device
   */
  public static ShdrRecording read(Path shdr, Path devices, String device) throws IOException {
    DeviceModel model = new DeviceModel(Files.readAllBytes(devices));
    if (!device.isEmpty() && !model.keys().hasDevice(device)) {
      throw new IllegalArgumentException(
          "there is no device \"%s\"; the devices are %s"
              .formatted(device, String.join(", ", model.devices())));
    }
    ShdrRecording recording = new ShdrRecording(model, device, Instant.now());
    Iterator<String> lines = Files.readAllLines(shdr, StandardCharsets.UTF_8).iterator();
    while (lines.hasNext()) {
      recording.line(lines.next(), lines);
    }
    return recording;
  }

  /** Settings of an agent with these devices, all of whose DataItems are UNAVAILABLE at first. */
  public SimulatedAgentBuilder agent() {
    byte[] document = model.document();
    SimulatedAgentBuilder settings = SimulatedAgent.builder();
    if (model.version().matches("\\d+\\.\\d+.*")) {
      settings.version(model.version());
    }
    return settings
        .streamsNamespaces(model.streamsNamespaces())
        .probe(header -> RecordedDocuments.underHeader(document, header))
        .firstObservations(instance -> unavailable());
  }

  /** What the adapter sent. */
  public AgentFeed feed() {
    return new AgentFeed(steps, notes());
  }

  private List<AgentObservation> unavailable() {
    Instant now = Instant.now();
    List<AgentObservation> all = new ArrayList<>();
    for (Item item : model.items()) {
      String[] value = {"UNAVAILABLE", "", "", "", ""};
      all.add(observation(item, values.read(item, value, 0), now));
    }
    return all;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    unknown.forEach((what, count) -> notes.add("%s; %d times left out".formatted(what, count)));
    return notes;
  }

  private void line(String line, Iterator<String> more) {
    if (line.isBlank() || line.startsWith("*")) {
      return;
    }
    String[] fields = line.split("\\|", -1);
    time = time(fields[0]);
    if (fields.length > 1 && fields[1].startsWith("@")) {
      asset(fields, line, more);
      return;
    }
    int at = 1;
    while (at + 1 < fields.length) {
      ItemKeys.Meaning meaning = keys.find(fields[at], device);
      if (meaning instanceof ItemKeys.Known known) {
        at += observed(known.item(), fields, at + 1) + 1;
      } else {
        leftOut(fields[at] + " " + ((ItemKeys.Unknown) meaning).why());
        at += 2;
      }
    }
  }

  private void leftOut(String what) {
    unknown.merge(what, 1, Integer::sum);
  }

  // Number of fields the value took.
  private int observed(Item item, String[] fields, int at) {
    ShdrValues.Written written = values.read(item, fields, at);
    AgentObservation observation = observation(item, written, time);
    steps.add(new AgentFeed.Step(observation.timestampNanos(), agent -> agent.add(observation)));
    return written.fields();
  }

  private static AgentObservation observation(Item item, ShdrValues.Written written, Instant when) {
    return new AgentObservation(
        0,
        item.place(),
        item.id(),
        ChronoUnit.NANOS.between(Instant.EPOCH, when),
        "<%s dataItemId=\"%s\"%s timestamp=\"%s\"%s"
            .formatted(written.element(), item.id(), item.attributes(), when, written.attributes()),
        written.tail());
  }

  private void asset(String[] fields, String line, Iterator<String> more) {
    long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, time);
    switch (fields[1]) {
      case "@ASSET@" -> {
        String id = fields[2];
        String xml = assetXml(line.split("\\|", 5)[4], more);
        steps.add(new AgentFeed.Step(nanos, agent -> agent.putAsset(id, xml)));
        assetEvent("ASSET_CHANGED", fields[3], id, nanos);
      }
      case "@REMOVE_ASSET@" -> {
        String id = fields[2];
        steps.add(new AgentFeed.Step(nanos, agent -> agent.removeAssets(List.of(id))));
        assetEvent("ASSET_REMOVED", "", id, nanos);
      }
      case "@REMOVE_ALL_ASSETS@" ->
          steps.add(
              new AgentFeed.Step(
                  nanos,
                  agent -> agent.removeAssets(agent.assetIds(fields.length > 2 ? fields[2] : ""))));
      default -> leftOut(fields[1] + " is no command for assets");
    }
  }

  private static String assetXml(String last, Iterator<String> more) {
    if (!last.startsWith("--multiline--")) {
      return last;
    }
    StringBuilder xml = new StringBuilder();
    for (String line = more.next(); !line.equals(last); line = more.next()) {
      xml.append(line).append('\n');
    }
    return xml.toString().strip();
  }

  private void assetEvent(String type, String assetType, String id, long nanos) {
    for (Item item : model.items()) {
      if (item.type().equals(type)) {
        String[] value = {id};
        ShdrValues.Written plain = values.read(item, value, 0);
        AgentObservation observation =
            observation(
                item,
                new ShdrValues.Written(
                    plain.element(), " assetType=\"" + assetType + "\"", plain.tail(), 1),
                time);
        steps.add(new AgentFeed.Step(nanos, agent -> agent.add(observation)));
        return;
      }
    }
  }

  // No time means now; a bare number is a pause in seconds, as the agent's simulator writes it.
  private Instant time(String text) {
    String stamp = text.contains("@") ? text.substring(0, text.indexOf('@')) : text;
    if (stamp.isEmpty()) {
      return time;
    }
    if (stamp.matches("\\d+(\\.\\d+)?")) {
      return time.plusNanos((long) (Double.parseDouble(stamp) * 1e9));
    }
    try {
      return stamp.endsWith("Z")
          ? Instant.parse(stamp)
          : LocalDateTime.parse(stamp).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      leftOut("The time " + stamp + " cannot be read");
      return time;
    }
  }
}

package io.resonance.testbed.mtconnect.lathe;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.AgentObservation.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A {@link Lathe} that also has variables (a DATA_SET), work offsets (a TABLE), vibration (a
 * TIME_SERIES), a system condition with several codes, and cutting tools as assets. It remembers
 * what is true of them, so that a reader can be held against it. The same seed and steps give the
 * same changes; one thread.
 */
public final class ToolingLathe {
  /** Values of each time series. */
  public static final int SERIES = 10;

  /** Most codes, tools, variables and offsets there are. */
  private static final int MOST = 6;

  private final Lathe lathe;
  private final Random random;
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, Map<String, String>> offsets = new TreeMap<>();
  private final Set<String> codes = new LinkedHashSet<>();
  private final Set<String> tools = new TreeSet<>();
  private long told;
  private int changes;

  /**
   * @param lathe the lathe
   * @param seed of what happens to its tools
   */
  public ToolingLathe(Lathe lathe, long seed) {
    this.lathe = lathe;
    this.random = new Random(seed);
  }

  /** An agent for this lathe; it holds nothing before the first step. */
  public SimulatedAgentBuilder agent() {
    return lathe.agent().probe(this::probe).firstObservations(instance -> List.of());
  }

  /**
   * Moves the lathe and changes one thing of its tooling; an agent that came up anew is told all.
   */
  public void step(SimulatedAgent agent) {
    Instant now = Instant.now();
    if (agent.instanceId() != told) {
      told = agent.instanceId();
      lathe.start(now).forEach(agent::add);
      agent.add(variables(now, " resetTriggered=\"MANUAL\"", variables, Set.of()));
      agent.add(offsets(now, " resetTriggered=\"MANUAL\"", offsets, Set.of()));
      agent.add(condition(now, "Normal", ""));
      codes.forEach(code -> agent.add(condition(now, "Fault", code)));
    }
    lathe.step(now).forEach(agent::add);
    agent.add(vibration(now));
    switch (changes++ % 4) {
      case 0 -> changeVariable(agent, now);
      case 1 -> changeOffset(agent, now);
      case 2 -> changeCode(agent, now);
      default -> changeTool(agent);
    }
  }

  /** Puts a tool in, or measures it anew. */
  public void mount(SimulatedAgent agent, String tool) {
    Instant now = Instant.now();
    tools.add(tool);
    agent.putAsset(
        tool,
        "<CuttingTool assetId=\"%s\" timestamp=\"%s\" serialNumber=\"%d\"/>"
            .formatted(tool, now, changes));
    agent.add(assetEvent(now, "AssetChanged", "changed", tool));
  }

  /** Takes a tool out. */
  public void unmount(SimulatedAgent agent, String tool) {
    tools.remove(tool);
    agent.removeAssets(List.of(tool));
    agent.add(assetEvent(Instant.now(), "AssetRemoved", "removed", tool));
  }

  /** The variables as they are now. */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /** The work offsets as they are now, by row and axis, as in {@code G54/X}. */
  public Map<String, String> offsets() {
    Map<String, String> flat = new TreeMap<>();
    offsets.forEach((row, cells) -> cells.forEach((axis, v) -> flat.put(row + "/" + axis, v)));
    return flat;
  }

  /** The codes of the system condition that are active. */
  public Set<String> activeCodes() {
    return Set.copyOf(codes);
  }

  /** Ids of the cutting tools it has. */
  public Set<String> tools() {
    return Set.copyOf(tools);
  }

  private void changeVariable(SimulatedAgent agent, Instant now) {
    String key = "V" + random.nextInt(MOST);
    if (variables.size() > 1 && variables.containsKey(key) && random.nextInt(3) == 0) {
      variables.remove(key);
      agent.add(variables(now, "", Map.of(), Set.of(key)));
    } else {
      variables.put(key, Integer.toString(changes));
      agent.add(variables(now, "", Map.of(key, variables.get(key)), Set.of()));
    }
  }

  private void changeOffset(SimulatedAgent agent, Instant now) {
    String row = "G" + (54 + random.nextInt(MOST));
    if (offsets.size() > 1 && offsets.containsKey(row) && random.nextInt(3) == 0) {
      offsets.remove(row);
      agent.add(offsets(now, "", Map.of(), Set.of(row)));
    } else {
      Map<String, String> cells = new LinkedHashMap<>();
      cells.put("X", changes + ".5");
      cells.put("Z", "-" + changes);
      offsets.put(row, cells);
      agent.add(offsets(now, "", Map.of(row, cells), Set.of()));
    }
  }

  private void changeCode(SimulatedAgent agent, Instant now) {
    String code = "E" + random.nextInt(MOST);
    if (codes.remove(code)) {
      agent.add(condition(now, "Normal", code));
    } else {
      codes.add(code);
      agent.add(condition(now, "Fault", code));
    }
  }

  private void changeTool(SimulatedAgent agent) {
    String tool = "T" + random.nextInt(MOST);
    if (tools.size() > 1 && tools.contains(tool) && random.nextInt(3) == 0) {
      unmount(agent, tool);
    } else {
      mount(agent, tool);
    }
  }

  private AgentObservation vibration(Instant now) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      values.add(Integer.toString(random.nextInt(1000)));
    }
    return observation(
        now,
        "Samples",
        "AccelerationTimeSeries",
        "vibration",
        " sampleCount=\"" + SERIES + "\" sampleRate=\"100\"",
        String.join(" ", values));
  }

  private AgentObservation variables(
      Instant now, String attributes, Map<String, String> entries, Set<String> removed) {
    StringBuilder xml = new StringBuilder();
    entries.forEach((key, value) -> xml.append(entry(key, value)));
    removed.forEach(key -> xml.append(gone(key)));
    int count = entries.size() + removed.size();
    return observation(
        now,
        "Events",
        "VariableDataSet",
        "vars",
        " count=\"" + count + "\"" + attributes,
        xml.toString());
  }

  private AgentObservation offsets(
      Instant now,
      String attributes,
      Map<String, Map<String, String>> entries,
      Set<String> removed) {
    StringBuilder xml = new StringBuilder();
    entries.forEach(
        (row, cells) -> {
          StringBuilder written = new StringBuilder();
          cells.forEach(
              (axis, value) -> written.append("<Cell key=\"%s\">%s</Cell>".formatted(axis, value)));
          xml.append(entry(row, written.toString()));
        });
    removed.forEach(row -> xml.append(gone(row)));
    int count = entries.size() + removed.size();
    return observation(
        now,
        "Events",
        "WorkOffsetTable",
        "offsets",
        " count=\"" + count + "\"" + attributes,
        xml.toString());
  }

  private static String entry(String key, String content) {
    return "<Entry key=\"%s\">%s</Entry>".formatted(key, content);
  }

  private static String gone(String key) {
    return "<Entry key=\"%s\" removed=\"true\"/>".formatted(key);
  }

  private AgentObservation condition(Instant now, String level, String code) {
    String attributes = code.isEmpty() ? "" : " nativeCode=\"" + code + "\"";
    return observation(now, "Condition", level, "system", " type=\"SYSTEM\"" + attributes, "");
  }

  private AgentObservation assetEvent(Instant now, String element, String item, String tool) {
    return observation(now, "Events", element, item, " assetType=\"CuttingTool\"", tool);
  }

  private AgentObservation observation(
      Instant now, String section, String element, String item, String attributes, String content) {
    String id = id(item);
    return new AgentObservation(
        0,
        new Place(
            lathe.deviceAttributes(),
            "component=\"Controller\" name=\"tooling\" componentId=\"%s\"".formatted(id("tooling")),
            section),
        id,
        now.getEpochSecond() * 1_000_000_000L + now.getNano(),
        "<%s dataItemId=\"%s\" name=\"%s\" timestamp=\"%s\"%s"
            .formatted(element, id, item, now, attributes),
        content.isEmpty() ? "/>" : ">" + content + "</" + element + ">");
  }

  private String id(String item) {
    return lathe.name() + "_" + item;
  }

  private byte[] probe(String header) {
    String plain = new String(lathe.probe(header), StandardCharsets.UTF_8);
    int end = plain.lastIndexOf("      </Components>");
    return (plain.substring(0, end) + tooling() + plain.substring(end))
        .getBytes(StandardCharsets.UTF_8);
  }

  private String tooling() {
    return "        <Controller id=\"%s\" name=\"tooling\"><DataItems>\n".formatted(id("tooling"))
        + dataItem("EVENT", "vars", "VARIABLE", " representation=\"DATA_SET\"")
        + dataItem("EVENT", "offsets", "WORK_OFFSET", " representation=\"TABLE\"")
        + dataItem(
            "SAMPLE",
            "vibration",
            "ACCELERATION",
            " representation=\"TIME_SERIES\" sampleRate=\"100\" units=\"MILLIMETER/SECOND^2\"")
        + dataItem("CONDITION", "system", "SYSTEM", "")
        + dataItem("EVENT", "changed", "ASSET_CHANGED", "")
        + dataItem("EVENT", "removed", "ASSET_REMOVED", "")
        + "        </DataItems></Controller>\n";
  }

  private String dataItem(String category, String item, String type, String more) {
    return "          <DataItem category=\"%s\" id=\"%s\" name=\"%s\" type=\"%s\"%s/>\n"
        .formatted(category, id(item), item, type, more);
  }
}

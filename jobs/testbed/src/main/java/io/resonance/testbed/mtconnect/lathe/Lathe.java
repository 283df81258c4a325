package io.resonance.testbed.mtconnect.lathe;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.AgentObservation.Place;
import io.resonance.testbed.mtconnect.document.AgentDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A two-axis lathe that turns shafts: rough cut, finish cut, retract, part change. The same seed
 * and steps give the same signals. One thread moves it, any may heat its coolant.
 *
 * <p>Units are those of the probe document: revolution/minute, millimeter, percent,
 * millimeter/second, degree Celsius; the native feedrate is in millimeter/minute.
 */
public final class Lathe {
  /** Seconds of one simulated step. */
  public static final double STEP_SECONDS = 0.1;

  /** Samples that every step observes. */
  public static final int SAMPLES_PER_STEP = 6;

  private static final int STEPS_PER_PART = 300;
  private static final double AMBIENT = 22;

  private final String uuid;
  private final String name;
  private final Random random;
  private long step;
  private int parts;
  private double speed;
  private double temperature = AMBIENT;
  private volatile boolean coolantHot;
  private boolean reportedHot;

  /**
   * @param uuid uuid of the Device
   * @param name name of the Device
   * @param seed of the noise on the signals
   */
  public Lathe(String uuid, String name, long seed) {
    this.uuid = uuid;
    this.name = name;
    this.random = new Random(seed);
  }

  /** An agent for this lathe: its probe document, and UNAVAILABLE for all at each start. */
  public SimulatedAgentBuilder agent() {
    return SimulatedAgent.builder()
        .id(name)
        .probe(this::probe)
        .firstObservations(instance -> unavailable(Instant.now()));
  }

  /** From now on the coolant is too hot: the next step reports a fault. */
  public void overheatCoolant() {
    coolantHot = true;
  }

  /** The coolant is fine again: the next step reports Normal. */
  public void coolCoolant() {
    coolantHot = false;
  }

  /** What the lathe reports when it is switched on. */
  public List<AgentObservation> start(Instant time) {
    List<AgentObservation> seen = new ArrayList<>();
    seen.add(observation(LatheSignal.AVAILABILITY, time, "AVAILABLE"));
    seen.add(observation(LatheSignal.EMERGENCY_STOP, time, "ARMED"));
    seen.add(observation(LatheSignal.CONTROLLER_MODE, time, "AUTOMATIC"));
    seen.add(observation(LatheSignal.PROGRAM, time, "SHAFT-40.NC"));
    seen.add(observation(LatheSignal.EXECUTION, time, "ACTIVE"));
    seen.add(observation(LatheSignal.PART_COUNT, time, Integer.toString(parts)));
    seen.add(condition(LatheSignal.COOLANT, time, "Normal", "", ""));
    seen.add(condition(LatheSignal.SPINDLE_TEMPERATURE_CONDITION, time, "Normal", "", ""));
    seen.add(condition(LatheSignal.LOGIC, time, "Normal", "", ""));
    return seen;
  }

  /** Moves the lathe by {@link #STEP_SECONDS} and returns what it then observes. */
  public List<AgentObservation> step(Instant time) {
    int phase = (int) (step++ % STEPS_PER_PART);
    boolean cutting = phase < 240;
    boolean finishing = phase >= 160 && cutting;
    double commanded = cutting ? (finishing ? 2400 : 1800) : 0;
    speed += (commanded - speed) * 0.25 + random.nextGaussian() * (cutting ? 1.5 : 0);
    double feed = cutting ? (finishing ? 2.0 : 4.0) : 0;
    double load = cutting ? (finishing ? 18 : 42) + random.nextGaussian() * 1.8 : 2;
    temperature += (AMBIENT + load * 0.6 - temperature) * 0.002 + random.nextGaussian() * 0.01;
    double z = cutting ? -(phase % 80) * feed * STEP_SECONDS : 50;
    int pass = phase / 80;
    double x = cutting ? (finishing ? 40 : 46 - 2.0 * pass) : 90;
    List<AgentObservation> seen = new ArrayList<>(SAMPLES_PER_STEP + 2);
    seen.add(sample(LatheSignal.SPINDLE_SPEED, time, Math.max(0, speed)));
    seen.add(sample(LatheSignal.X_POSITION, time, x));
    seen.add(sample(LatheSignal.Z_POSITION, time, z));
    seen.add(sample(LatheSignal.X_LOAD, time, Math.max(0, load)));
    seen.add(sample(LatheSignal.FEEDRATE, time, feed));
    seen.add(sample(LatheSignal.SPINDLE_TEMPERATURE, time, temperature));
    changes(phase, time, seen);
    return seen;
  }

  private void changes(int phase, Instant time, List<AgentObservation> seen) {
    if (phase == 0 && step > 1) {
      seen.add(observation(LatheSignal.EXECUTION, time, "ACTIVE"));
    }
    if (phase == 240) {
      parts++;
      seen.add(observation(LatheSignal.EXECUTION, time, "PROGRAM_COMPLETED"));
      seen.add(observation(LatheSignal.PART_COUNT, time, Integer.toString(parts)));
    }
    if (coolantHot != reportedHot) {
      reportedHot = coolantHot;
      seen.add(
          coolantHot
              ? condition(
                  LatheSignal.COOLANT,
                  time,
                  "Fault",
                  " nativeCode=\"CLT-7\" nativeSeverity=\"2\" qualifier=\"HIGH\"",
                  "Coolant temperature above 45 degrees")
              : condition(LatheSignal.COOLANT, time, "Normal", "", ""));
    }
  }

  /** Name of the Device. */
  public String name() {
    return name;
  }

  /** Attributes of its DeviceStream. */
  String deviceAttributes() {
    return "name=\"%s\" uuid=\"%s\"".formatted(name, uuid);
  }

  List<AgentObservation> unavailable(Instant time) {
    List<AgentObservation> all = new ArrayList<>();
    for (LatheSignal each : LatheSignal.values()) {
      all.add(
          each.category().equals("CONDITION")
              ? condition(each, time, "Unavailable", "", "")
              : observation(each, time, "UNAVAILABLE"));
    }
    return all;
  }

  private AgentObservation sample(LatheSignal signal, Instant time, double value) {
    return observation(signal, time, String.format(Locale.ROOT, "%.4f", value));
  }

  private AgentObservation observation(LatheSignal signal, Instant time, String value) {
    String element = signal.element();
    return at(
        signal,
        time,
        "<" + element + signal.subTypeAttribute(),
        ">" + AgentDocuments.escape(value) + "</" + element + ">");
  }

  private AgentObservation condition(
      LatheSignal signal, Instant time, String level, String attributes, String text) {
    return at(
        signal,
        time,
        "<" + level + " type=\"" + signal.type() + "\"" + attributes,
        text.isEmpty() ? "/>" : ">" + AgentDocuments.escape(text) + "</" + level + ">");
  }

  private AgentObservation at(LatheSignal signal, Instant time, String head, String tail) {
    String attributes =
        " dataItemId=\"%s\" name=\"%s\" timestamp=\"%s\""
            .formatted(id(signal), signal.dataItemName(), time);
    return new AgentObservation(
        0,
        new Place(
            deviceAttributes(),
            "component=\"%s\" name=\"%s\" componentId=\"%s\""
                .formatted(signal.component(), signal.componentName(), componentId(signal)),
            signal.section()),
        id(signal),
        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
        head + attributes,
        tail);
  }

  private String id(LatheSignal signal) {
    return name + "_" + signal.dataItemName();
  }

  private String componentId(LatheSignal signal) {
    return name + "_" + signal.componentName();
  }

  byte[] probe(String header) {
    StringBuilder xml = new StringBuilder(4_000);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MTConnectDevices")
        .append(" xmlns=\"urn:mtconnect.org:MTConnectDevices:2.0\">\n  <Header")
        .append(header)
        .append("/>\n  <Devices>\n    <Device id=\"")
        .append(name)
        .append("\" name=\"")
        .append(name)
        .append("\" uuid=\"")
        .append(uuid)
        .append("\">\n");
    LatheSignal.writeComponents(xml, this::id, this::componentId);
    xml.append("    </Device>\n  </Devices>\n</MTConnectDevices>\n");
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package io.resonance.testbed.mtconnect.recording;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.document.JsonDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Recorded answers of one agent, to be served again: devices, current and sample documents.
 *
 * <p>Sequence numbers, times and instanceIds stay what they were.
 */
public final class RecordedStreams {
  private final List<AgentFeed.Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<AgentObservation> sampled = new ArrayList<>();
  private Optional<byte[]> devices = Optional.empty();
  private long instance;
  private long next;
  private Optional<Element> header = Optional.empty();
  private String namespaces = "";

  /**
   * Adds the answer to a current request: what was known before the samples that follow.
   *
   * @param nanos when it came, on any clock
   * @param xml an MTConnectStreams document
   * @throws IllegalArgumentException if it cannot be read
   */
  public void addState(long nanos, byte[] xml) {
    Element root = JsonDocument.parse(xml);
    begin(nanos, root);
    List<AgentObservation> found = observations(root);
    steps.add(new AgentFeed.Step(nanos, agent -> found.forEach(agent::know)));
  }

  /**
   * Adds the answer to a probe or a sample request; other documents are left out with a note.
   *
   * @param nanos when it came, on any clock
   * @param xml an MTConnectDevices or MTConnectStreams document
   * @throws IllegalArgumentException if it cannot be read
   */
  public void add(long nanos, byte[] xml) {
    Element root = JsonDocument.parse(xml);
    switch (RecordedDocuments.localName(root)) {
      case "MTConnectDevices" -> devices(nanos, xml);
      case "MTConnectStreams" -> streams(nanos, root);
      default -> notes.add("A document %s was left out".formatted(root.getTagName()));
    }
  }

  private void devices(long nanos, byte[] xml) {
    if (devices.isEmpty()) {
      devices = Optional.of(xml);
    } else {
      steps.add(new AgentFeed.Step(nanos, agent -> agent.describe(probe(xml))));
    }
  }

  private void streams(long nanos, Element root) {
    begin(nanos, root);
    List<AgentObservation> fresh = new ArrayList<>();
    for (AgentObservation each : observations(root)) {
      if (each.sequence() >= next) {
        fresh.add(each);
        next = each.sequence() + 1;
      }
    }
    sampled.addAll(fresh);
    steps.add(new AgentFeed.Step(nanos, agent -> fresh.forEach(agent::replay)));
  }

  // The first document says which agent it was; another instanceId is a restart.
  private void begin(long nanos, Element root) {
    Element head = RecordedDocuments.child(root, "Header");
    long said = Long.parseUnsignedLong(head.getAttribute("instanceId"));
    if (header.isEmpty()) {
      header = Optional.of(head);
      namespaces = RecordedDocuments.attributes(root, "").strip();
      instance = said;
    } else if (instance != said) {
      instance = said;
      next = 0;
      steps.add(new AgentFeed.Step(nanos, agent -> agent.restart(said)));
    }
  }

  private static List<AgentObservation> observations(Element root) {
    List<AgentObservation> found = new ArrayList<>();
    RecordedDocuments.collect(root, "", "", found);
    found.sort(Comparator.comparingLong(AgentObservation::sequence));
    return found;
  }

  /**
   * Settings of an agent like the recorded one.
   *
   * @throws IllegalArgumentException if no MTConnectStreams document was added
   */
  public SimulatedAgentBuilder agent() {
    Element head =
        header.orElseThrow(
            () -> new IllegalArgumentException("The recording holds no MTConnectStreams document"));
    SimulatedAgentBuilder settings =
        SimulatedAgent.builder()
            .id(head.getAttribute("sender"))
            .sender(head.getAttribute("sender"))
            .version(head.getAttribute("version"))
            .instanceId(Long.parseUnsignedLong(head.getAttribute("instanceId")))
            .bufferSize(RecordedDocuments.bufferSize(head))
            .streamsNamespaces(namespaces);
    return devices.map(xml -> settings.probe(probe(xml))).orElse(settings);
  }

  /** The observations of the sample documents, in the order of their sequence numbers. */
  public List<AgentObservation> observations() {
    return List.copyOf(sampled);
  }

  /** What happened at the agent. */
  public AgentFeed feed() {
    return new AgentFeed(steps, notes);
  }

  private static SimulatedAgentBuilder.Probe probe(byte[] xml) {
    return headerAttributes -> RecordedDocuments.underHeader(xml, headerAttributes);
  }
}

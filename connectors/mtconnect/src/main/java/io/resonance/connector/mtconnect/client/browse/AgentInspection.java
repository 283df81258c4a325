package io.resonance.connector.mtconnect.client.browse;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.json.JsonStreamsParser;
import io.resonance.connector.mtconnect.client.request.AgentReading;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectAgentProbe.Report;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import java.util.ArrayList;
import java.util.List;

/** Asks an agent for its devices and its state, once, and says in words what is wrong. */
public final class AgentInspection {
  private final MtConnectAgent agent;
  private final AgentReading reading;
  private final DocumentLimits limits = DocumentLimits.standard();
  private final List<String> problems = new ArrayList<>();

  private AgentInspection(MtConnectAgent agent, AgentReading reading) {
    this.agent = agent;
    this.reading = reading;
  }

  /** Inspects an agent over HTTP. */
  public static Report of(MtConnectAgent agent) {
    try (AgentReading reading = new AgentReading(agent)) {
      return new AgentInspection(agent, reading).report();
    }
  }

  private Report report() {
    if (!(agent.access().credentials() instanceof MtConnectCredentials.Anonymous)
        && "http".equalsIgnoreCase(agent.url().getScheme())) {
      problem("The credentials would be sent readable over http; use https");
    }
    DevicesParser.Devices devices;
    try {
      devices = new DevicesParser(limits).parse(reading.probe().xml());
    } catch (MtConnectDocumentException e) {
      problem("%s. Check the url and that the agent runs".formatted(e.getMessage()));
      return new Report(agent.id(), false, "", "", "", List.of(), 0, problems);
    }
    if (devices.devices().isEmpty()) {
      problem("The agent has no devices; check its Devices file");
    }
    state();
    return new Report(
        agent.id(),
        true,
        devices.version(),
        devices.instanceId(),
        devices.bufferSize(),
        devices.devices(),
        devices.dataItems().size(),
        problems);
  }

  private void state() {
    MtConnectBatchBuilder columns = new MtConnectBatchBuilder(agent.id());
    try {
      byte[] body = reading.current().xml();
      AgentDocument document =
          JsonStreamsParser.standard(limits).parse(body, 0, body.length, columns);
      if (document instanceof AgentDocument.Errors errors) {
        problem(
            "A current request is answered with %s; check device and path"
                .formatted(errors.errors()));
      } else if (columns.size() == 0) {
        problem("A current request gives no observations; check device and path");
      }
      columns
          .oddities()
          .forEach(
              oddity ->
                  problem(
                      "%s (%s: \"%s\")".formatted(oddity.what(), oddity.where(), oddity.text())));
    } catch (MtConnectDocumentException e) {
      problem("Its present state cannot be read: %s".formatted(e.getMessage()));
    }
  }

  private void problem(String text) {
    problems.add("MTConnect agent %s at %s: %s.".formatted(agent.id(), agent.url(), text));
  }
}

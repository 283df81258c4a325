package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.GrantedSubscription;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.ServerAbilities;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaDoctor.Check;
import io.resonance.connector.opcua.source.OpcUaDoctor.Trial;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaServerReport;
import io.resonance.connector.opcua.source.reader.ServerAssessment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a subscription shows, which is deleted afterwards. */
final class SubscriptionFindings {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFindings.class);

  private final OpcUaEndpoint endpoint;
  private final Trial trial;
  private final TrialNodes nodes;
  private final Findings findings;

  SubscriptionFindings(OpcUaEndpoint endpoint, Trial trial, TrialNodes nodes, Findings findings) {
    this.endpoint = endpoint;
    this.trial = trial;
    this.nodes = nodes;
    this.findings = findings;
  }

  void examine(OpcUaSubscriptionClient client, ServerStatus status) throws OpcUaClientException {
    ServerAssessment assessment = new ServerAssessment(endpoint.monitoring());
    assessment.connected(status);
    findings.begin(Check.SUBSCRIPTION);
    try {
      CreatedSubscription created = client.create(OpcUaSubscriptionClient.Order.DESCRIBE_FIRST);
      assessment.granted(created.granted());
      assessment.items(created.descriptions());
      subscription(created.granted(), assessment.report());
      nodes(created);
      findings.begin(Check.DELIVERY);
      ServerAbilities abilities = client.measure();
      assessment.measured(abilities);
      abilities(abilities);
      delivery(assessment.report());
      units(created.descriptions());
      findings.begin(Check.THROUGHPUT);
      throughput(new ThroughputTrial(client, status.clockSkewMillis()).run(trial.listening()));
    } finally {
      delete(client);
    }
  }

  /** Also after a failure half-way: a subscription without items is one too. */
  private static void delete(OpcUaSubscriptionClient client) {
    try {
      client.delete();
    } catch (OpcUaClientException e) {
      LOG.debug("The subscription ends with its session: {}", e.getMessage());
    }
  }

  private void subscription(GrantedSubscription granted, OpcUaServerReport report) {
    String text =
        "Publishes every %d ms (asked %d ms), keep-alive after %s, lifetime %s, the shortest queue lasts %s."
            .formatted(
                granted.publishingInterval().toMillis(),
                endpoint.monitoring().publishingInterval().toMillis(),
                seconds(granted.publishingInterval().multipliedBy(granted.keepAliveCount())),
                seconds(granted.lifetime()),
                report.queued().isNegative() ? "unknown" : seconds(report.queued()));
    if (report.shortfall().isZero()) {
      findings.ok(
          Check.SUBSCRIPTION,
          "%s An outage of %s is survived.".formatted(text, seconds(report.asked())));
    } else {
      findings.warn(
          Check.SUBSCRIPTION,
          "%s Of an outage of %s the last %s would be lost."
              .formatted(text, seconds(report.asked()), seconds(report.shortfall())),
          "Raise the limits of the server, sample less often, or lower survive-outage.");
    }
  }

  private void nodes(CreatedSubscription created) {
    int refused = created.faults().size();
    int accepted = nodes.items().size() - refused;
    if (nodes.items().isEmpty()) {
      findings.warn(
          Check.NODES,
          "No variable was found under Objects.",
          "Perhaps the user may see none; look with `resonance opcua browse`.");
    } else if (refused == 0) {
      findings.ok(
          Check.NODES,
          nodes.named()
              ? "All %d nodes of the plant file are there.".formatted(accepted)
              : "%d variables subscribed to%s."
                  .formatted(accepted, nodes.bounded() ? ", perhaps of more" : ""));
    } else {
      findings.warn(
          Check.NODES,
          "%d of %d nodes cannot be monitored. The first: %s"
              .formatted(refused, nodes.items().size(), created.faults().get(0).text()),
          nodes.named() ? "Compare them with what `resonance opcua browse` lists." : "");
    }
  }

  private void abilities(ServerAbilities abilities) {
    if (abilities.history()) {
      findings.ok(Check.HISTORY, "Raw history can be read.");
    } else {
      findings.warn(
          Check.HISTORY,
          "No history can be read of the first variables.",
          "Enable history at the server, and HistoryRead for the user, for what must survive long"
              + " outages.");
    }
    if (abilities.transfer() && abilities.retransmission()) {
      findings.ok(Check.TRANSFER, "Messages are sent again, and a new session can take over.");
    } else {
      findings.warn(
          Check.TRANSFER,
          "The server knows %s."
              .formatted(
                  abilities.transfer()
                      ? "TransferSubscriptions but not Republish"
                      : abilities.retransmission()
                          ? "Republish but not TransferSubscriptions"
                          : "neither Republish nor TransferSubscriptions"),
          "Nothing can be done but history at the server, or another firmware.");
    }
  }

  private void delivery(OpcUaServerReport report) {
    switch (report.level()) {
      case RETRANSMISSION ->
          findings.ok(Check.DELIVERY, "Level 1: what was not checkpointed is sent again.");
      case HISTORY ->
          findings.warn(
              Check.DELIVERY,
              "Level 2: after an outage values come from the history only.",
              "Mind that the history holds every value for longer than an outage lasts.");
      case DECLARED_GAPS ->
          findings.warn(
              Check.DELIVERY,
              "Level 3: what an outage swallows can only be declared as a gap.",
              "Enable history at the server, or put a server with history in between.");
    }
  }

  private void units(List<OpcUaItemDescription> descriptions) {
    long with = descriptions.stream().filter(item -> item.unit().isPresent()).count();
    List<String> without =
        descriptions.stream()
            .filter(item -> nodes.analog().contains(item.nodeId()) && item.unit().isEmpty())
            .map(OpcUaItemDescription::nodeId)
            .toList();
    String text =
        "%d of %d variables have a unit; %d analog variables have none."
            .formatted(with, descriptions.size(), without.size());
    if (without.isEmpty()) {
      findings.ok(Check.UNITS, text);
    } else {
      findings.warn(
          Check.UNITS,
          text,
          "Set EngineeringUnits at the server, or the unit in the plant file; the first: %s."
              .formatted(without.get(0)));
    }
  }

  private void throughput(ThroughputTrial.Result result) {
    double elapsed = result.elapsed().toNanos() / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "%.1f values/s, %.1f notifications/s, p50 publish latency %s, over %.0f s; %d of %d"
                + " variables have a value.",
            result.values() / elapsed,
            result.notifications() / elapsed,
            result.latencyMillis().isPresent()
                ? result.latencyMillis().getAsLong() + " ms"
                : "unknown",
            elapsed,
            result.present(),
            nodes.items().size());
    if (result.overflowed()) {
      findings.warn(
          Check.THROUGHPUT,
          text + " The server discarded values.",
          "Raise the queue sizes the server grants, or its sampling interval.");
    } else if (result.values() == 0) {
      findings.warn(
          Check.THROUGHPUT,
          text,
          "Nothing changed meanwhile: run the machine, or listen longer with --seconds.");
    } else {
      findings.ok(Check.THROUGHPUT, text);
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}

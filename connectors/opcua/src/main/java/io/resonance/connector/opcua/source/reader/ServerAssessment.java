package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.GrantedSubscription;
import io.resonance.connector.opcua.client.ServerAbilities;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaDeliveryLevel;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaMonitoring;
import io.resonance.connector.opcua.source.OpcUaQueueSize;
import io.resonance.connector.opcua.source.OpcUaServerReport;
import io.resonance.connector.opcua.source.split.ServerRun;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Sums up what a server grants and can do for the delivery of one subscription. Pure. */
public final class ServerAssessment {

  private final OpcUaMonitoring monitoring;
  private GrantedSubscription granted;
  private ServerStatus status = new ServerStatus(ServerRun.UNKNOWN, 0);
  private ServerAbilities abilities = new ServerAbilities(false, false, false);
  private Duration queued = OpcUaServerReport.UNKNOWN;
  private boolean queueTooSmall;

  public ServerAssessment(OpcUaMonitoring monitoring) {
    this.monitoring = monitoring;
    this.granted = GrantedSubscription.asked(monitoring);
  }

  /** A session was opened. */
  public void connected(ServerStatus now) {
    status = now;
  }

  /** The subscription was made, or taken over. */
  public void granted(GrantedSubscription timing) {
    granted = timing;
  }

  /** Items were created; the shortest queue counts. */
  public void items(List<OpcUaItemDescription> descriptions) {
    OptionalLong shortest = descriptions.stream().mapToLong(ServerAssessment::queuedMillis).min();
    queued =
        shortest.isPresent() ? Duration.ofMillis(shortest.getAsLong()) : OpcUaServerReport.UNKNOWN;
  }

  private static long queuedMillis(OpcUaItemDescription item) {
    double sampling =
        item.revisedSamplingMillis() > 0
            ? item.revisedSamplingMillis()
            : OpcUaQueueSize.ASSUMED_SAMPLING.toMillis();
    return (long) (item.revisedQueueSize() * sampling);
  }

  /** The services delivery rests on were tried. */
  public void measured(ServerAbilities now) {
    abilities = now;
  }

  /** The server drops messages before they are acknowledged. */
  void retransmissionQueueTooSmall() {
    queueTooSmall = true;
  }

  /** The server process the session is with. */
  ServerRun run() {
    return status.run();
  }

  /** How far the server's clock is ahead of ours. */
  long clockSkewMillis() {
    return status.clockSkewMillis();
  }

  /** How long a silent server is believed to be alive. */
  Duration silenceTolerated() {
    return granted.silenceTolerated();
  }

  OpcUaDeliveryLevel level() {
    if (abilities.retransmission() && abilities.transfer() && !queueTooSmall) {
      return OpcUaDeliveryLevel.RETRANSMISSION;
    }
    return abilities.history() ? OpcUaDeliveryLevel.HISTORY : OpcUaDeliveryLevel.DECLARED_GAPS;
  }

  /** The sum. */
  public OpcUaServerReport report() {
    return new OpcUaServerReport(
        level(),
        monitoring.surviveOutage(),
        granted.lifetime(),
        queued,
        status.clockSkewMillis(),
        status.run().startNanos());
  }

  /** The report in words, with the next step where the server grants too little. */
  String text() {
    OpcUaServerReport report = report();
    String what =
        switch (level()) {
          case RETRANSMISSION ->
              "1 (it sends messages again"
                  + (abilities.history() ? " and has a history)" : "; no history)");
          case HISTORY -> "2 (only its history can be asked after an outage)";
          case DECLARED_GAPS -> "3 (what an outage swallows can only be declared)";
        };
    String shortfall =
        report.shortfall().isZero()
            ? ""
            : " It survives %d s less of an outage than the %d s asked for (subscription kept for %d s, queues last %s): raise the limits of the server, sample less often, or lower survive-outage."
                .formatted(
                    report.shortfall().toSeconds(),
                    report.asked().toSeconds(),
                    report.lifetime().toSeconds(),
                    queued.isNegative() ? "unknown" : queued.toSeconds() + " s");
    return "delivery level %s, its clock is %d ms ahead.%s"
        .formatted(what, status.clockSkewMillis(), shortfall);
  }
}

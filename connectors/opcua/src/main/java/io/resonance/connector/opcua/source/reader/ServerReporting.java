package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaServerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes the assessment of a server visible: as gauges, once in the log, and in the stream. */
final class ServerReporting {

  private static final Logger LOG = LoggerFactory.getLogger(ServerReporting.class);

  private final String endpointId;
  private final ServerAssessment assessment;
  private final HandOver handOver;
  private final DriverSurroundings around;
  private final SubscriptionGauges gauges;

  ServerReporting(
      OpcUaEndpoint endpoint,
      HandOver handOver,
      DriverSurroundings around,
      SubscriptionGauges gauges) {
    this.endpointId = endpoint.id();
    this.assessment = new ServerAssessment(endpoint.monitoring());
    this.handOver = handOver;
    this.around = around;
    this.gauges = gauges;
  }

  /** What is known so far. */
  ServerAssessment assessment() {
    return assessment;
  }

  void report() {
    OpcUaServerReport report = assessment.report();
    gauges.level = report.level().code();
    gauges.shortfallSeconds = report.shortfall().toSeconds();
    around.metrics(endpointId).clockSkew(report.clockSkewMillis());
    String gist = report.level() + " " + report.shortfall();
    if (around.isNews(endpointId, gist)) {
      LOG.atLevel(report.shortfall().isZero() ? Level.INFO : Level.WARN)
          .log("OPC UA endpoint {}: {}", endpointId, assessment.text());
    }
    handOver.report(report);
  }

  /** The server drops messages before they are acknowledged. */
  void retransmissionQueueTooSmall() {
    LOG.warn(
        "OPC UA endpoint {} drops messages before they are acknowledged: its retransmission queue is too small for the time between two checkpoints. From now on they are acknowledged at once, and a failure of the job is healed from the server's history only. Shorten the checkpoint interval or lengthen the publishing interval.",
        endpointId);
    assessment.retransmissionQueueTooSmall();
    report();
  }
}

package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what a recovery brings, step by step; pure but for the log. */
final class RecoveryOutcome {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryOutcome.class);

  private final Intake intake;
  private final HandOver handOver;
  private final Acknowledgements acknowledgements;
  private final ServerReporting reporting;
  private final Ownership ownership;
  private final OpcUaReaderMetrics metrics;

  RecoveryOutcome(
      Intake intake,
      HandOver handOver,
      Acknowledgements acknowledgements,
      ServerReporting reporting,
      Ownership ownership,
      OpcUaReaderMetrics metrics) {
    this.intake = intake;
    this.handOver = handOver;
    this.acknowledgements = acknowledgements;
    this.reporting = reporting;
    this.ownership = ownership;
    this.metrics = metrics;
  }

  /** A step other than the end; pages that came make room in the gate. */
  void take(DriverEvent.Recovering step, PageGate pages) {
    ServerAssessment assessment = reporting.assessment();
    if (step instanceof DriverEvent.Connected connected) {
      assessment.connected(connected.server());
    } else if (step instanceof DriverEvent.Resumed) {
      metrics.resumed.inc();
      handOver.wentOn();
    } else if (step instanceof DriverEvent.Measured measured) {
      assessment.measured(measured.abilities());
      reporting.report();
    } else if (step instanceof DriverEvent.Attached attached) {
      assessment.granted(attached.granted());
      handOver.wentOn();
      acknowledgements.transferred(attached.available(), intake.expected());
    } else if (step instanceof DriverEvent.Created created) {
      created(created.subscription());
    } else if (step instanceof DriverEvent.CatchUpStarted started) {
      handOver.catchUpStarted(started.reason());
    } else if (step instanceof DriverEvent.Backfilled backfilled) {
      pages.taken();
      handOver.backfill(backfilled.columns());
    } else if (step instanceof DriverEvent.HistoryIncomplete unproven) {
      handOver.incomplete(unproven.item());
    } else if (step instanceof DriverEvent.CatchUpEnded) {
      handOver.expectOverlap();
    } else if (step instanceof DriverEvent.Republished republished) {
      pages.taken();
      intake.republished(republished.sequence(), republished.columns());
      advance();
    } else if (step instanceof DriverEvent.Spent spent) {
      intake.skipped(spent.sequence());
      advance();
    } else if (step instanceof DriverEvent.Skipped skipped) {
      metrics.messagesLost.inc();
      intake.skipped(skipped.sequence());
      advance();
    }
  }

  /** As far as no queue overflowed; the history of those is asked when this recovery is over. */
  private void advance() {
    var unused = intake.handOver();
  }

  private void created(CreatedSubscription subscription) {
    ServerAssessment assessment = reporting.assessment();
    assessment.granted(subscription.granted());
    assessment.items(subscription.descriptions());
    acknowledgements.clear();
    intake.restart(0);
    handOver.created(assessment.run(), subscription);
    ownership.renewed();
    subscription.faults().forEach(fault -> LOG.warn("{}", fault.text()));
  }
}

package io.resonance.connector.mtconnect.source.reader;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The metrics of an agent, with what they mean; the README prints this table. */
enum MtConnectMetric {
  OBSERVATIONS("observations", "counter", "observations handed over"),
  DOCUMENTS("documents", "counter", "documents with observations, parts of a stream or polled"),
  GAPS("gaps", "counter", "gaps opened or closed"),
  LOST("lost", "counter", "observations declared lost, where their number is known"),
  RECONNECTS("reconnects", "counter", "connections that were lost or refused"),
  MODEL_CHANGES(
      "deviceModelChanges", "counter", "times the devices were described anew while being read"),
  LAG("lagSequences", "gauge", "observations the agent has that were not read yet"),
  SHARE(
      "bufferShareUsed", "gauge", "that, as a share of the agent's buffer; from 0.5 on a warning"),
  LAG_ALARMS("lagAlarms", "counter", "times half of the agent's buffer came to wait"),
  SECONDS_LEFT(
      "bufferSecondsLeft",
      "gauge",
      "seconds until observations are overwritten if nothing is read, at the present rate; NaN if not known"),
  RATE("agentObservationsPerSecond", "gauge", "what the agent makes; NaN if not known"),
  CLOCK_SKEW(
      "clockSkewMillis",
      "gauge",
      "how far the agent's clock is ahead of ours, by creationTime; includes the way of the document"),
  LEVEL("deliveryLevel", "gauge", "1 streamed, 2 polled, 3 cannot be read now, 0 not known yet"),
  CERTIFICATE(
      "serverCertificateDaysLeft",
      "gauge",
      "days until the certificate of an https agent ends; NaN over http");

  private final String key;
  private final String type;
  private final String meaning;

  MtConnectMetric(String key, String type, String meaning) {
    this.key = key;
    this.type = type;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  /** The table of all metrics as Markdown. */
  static String table() {
    return Arrays.stream(values())
        .map(m -> "| %s | %s | %s |".formatted(m.key, m.type, m.meaning))
        .collect(Collectors.joining("\n", "| metric | type | meaning |\n|---|---|---|\n", "\n"));
  }
}

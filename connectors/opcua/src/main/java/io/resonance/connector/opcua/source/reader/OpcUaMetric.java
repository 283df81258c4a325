package io.resonance.connector.opcua.source.reader;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The metrics of an endpoint, with what they mean; the README prints this table. */
enum OpcUaMetric {
  VALUES("values", "counter", "values handed over, with those from the history"),
  NOTIFICATIONS("notifications", "counter", "notification messages handed over"),
  QUEUE_OVERFLOWS(
      "queueOverflows", "counter", "times that a server discarded values of items of ours"),
  REPUBLISHED("valuesRepublished", "counter", "values that came because they were asked for again"),
  BACKFILLED("valuesBackfilled", "counter", "values fetched from the history"),
  REPEATED("valuesRepeatedByServer", "counter", "values that came a second time and were dropped"),
  GAPS("gapsOpened", "counter", "gaps declared"),
  LOST("gapsLost", "counter", "gaps that could not be healed, each with bounds"),
  MESSAGES_LOST(
      "messagesLost", "counter", "messages no longer held by the server when asked for again"),
  RECONNECTS("reconnects", "counter", "sessions opened after the first"),
  RESUMED("sessionsResumed", "counter", "sessions that outlived their connection"),
  CONNECT_FAILURES("connectFailures", "counter", "attempts to connect or recover that failed"),
  TAKEN_AWAY("subscriptionsTakenAway", "counter", "times another client took a subscription over"),
  CONDITION_EVENTS("conditionEvents", "counter", "changes of conditions handed over"),
  EVENTS_IGNORED("eventsIgnored", "counter", "events that were no conditions"),
  CONDITION_REFRESHES("conditionRefreshes", "counter", "calls of ConditionRefresh"),
  NODES_DRIFTED(
      "nodesDrifted",
      "counter",
      "changes of path, data type or unit that nodes were found to have"),
  PUBLISH_LATENCY(
      "publishLatencyMillis",
      "gauge",
      "from the server's publishTime to our clock; off by the clock skew"),
  CLOCK_SKEW(
      "clockSkewMillis",
      "gauge",
      "how far the server's clock is ahead of ours, at the last connect"),
  LEVEL(
      "deliveryLevel",
      "gauge",
      "1 messages are sent again, 2 history only, 3 declared gaps only, 0 not measured yet; the worst of the subscriptions"),
  SHORTFALL(
      "outageShortfallSeconds",
      "gauge",
      "by how much the server grants less than survive-outage; the worst of the subscriptions"),
  UNACKNOWLEDGED(
      "unacknowledged", "gauge", "messages that wait for a checkpoint to be acknowledged"),
  IN_FLIGHT("publishRequestsInFlight", "gauge", "Publish requests the server has not answered"),
  OWN_CERTIFICATE(
      "ownCertificateDaysLeft",
      "gauge",
      "days until our certificate ends; not a number without one"),
  SERVER_CERTIFICATE(
      "serverCertificateDaysLeft",
      "gauge",
      "days until the certificate of the server ends; not a number without one");

  private final String key;
  private final String type;
  private final String meaning;

  OpcUaMetric(String key, String type, String meaning) {
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

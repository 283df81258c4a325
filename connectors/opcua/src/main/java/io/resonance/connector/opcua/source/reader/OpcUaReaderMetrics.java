package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a reader counts per endpoint; touched by the fetcher's thread only. */
final class OpcUaReaderMetrics {

  private static final double SECONDS_PER_DAY = 86_400;

  final Counter values;
  final Counter notifications;
  final Counter overflows;
  final Counter republished;
  final Counter backfilled;
  final Counter repeats;
  final Counter gaps;
  final Counter lost;
  final Counter messagesLost;
  final Counter reconnects;
  final Counter resumed;
  final Counter connectFailures;
  final Counter conditionEvents;
  final Counter eventsIgnored;
  final Counter conditionRefreshes;
  final Counter takenAway;
  private final Collection<SubscriptionGauges> subscriptions = new ConcurrentLinkedQueue<>();
  final Counter drifts;
  private volatile long publishLatencyMillis;
  private volatile long clockSkewMillis;
  private volatile OptionalLong ownCertificateEnd = OptionalLong.empty();
  private volatile OptionalLong serverCertificateEnd = OptionalLong.empty();

  OpcUaReaderMetrics(MetricGroup group, String endpointId) {
    MetricGroup own = group.addGroup("opcua").addGroup("endpoint", endpointId);
    values = own.counter(OpcUaMetric.VALUES.key());
    notifications = own.counter(OpcUaMetric.NOTIFICATIONS.key());
    overflows = own.counter(OpcUaMetric.QUEUE_OVERFLOWS.key());
    republished = own.counter(OpcUaMetric.REPUBLISHED.key());
    backfilled = own.counter(OpcUaMetric.BACKFILLED.key());
    repeats = own.counter(OpcUaMetric.REPEATED.key());
    gaps = own.counter(OpcUaMetric.GAPS.key());
    lost = own.counter(OpcUaMetric.LOST.key());
    messagesLost = own.counter(OpcUaMetric.MESSAGES_LOST.key());
    reconnects = own.counter(OpcUaMetric.RECONNECTS.key());
    resumed = own.counter(OpcUaMetric.RESUMED.key());
    connectFailures = own.counter(OpcUaMetric.CONNECT_FAILURES.key());
    takenAway = own.counter(OpcUaMetric.TAKEN_AWAY.key());
    conditionEvents = own.counter(OpcUaMetric.CONDITION_EVENTS.key());
    eventsIgnored = own.counter(OpcUaMetric.EVENTS_IGNORED.key());
    conditionRefreshes = own.counter(OpcUaMetric.CONDITION_REFRESHES.key());
    drifts = own.counter(OpcUaMetric.NODES_DRIFTED.key());
    own.gauge(OpcUaMetric.PUBLISH_LATENCY.key(), () -> publishLatencyMillis);
    own.gauge(OpcUaMetric.CLOCK_SKEW.key(), () -> clockSkewMillis);
    own.gauge(OpcUaMetric.OWN_CERTIFICATE.key(), () -> daysLeft(ownCertificateEnd));
    own.gauge(OpcUaMetric.SERVER_CERTIFICATE.key(), () -> daysLeft(serverCertificateEnd));
    own.gauge(
        OpcUaMetric.LEVEL.key(),
        () -> subscriptions.stream().mapToInt(s -> s.level).max().orElse(0));
    own.gauge(
        OpcUaMetric.SHORTFALL.key(),
        () -> subscriptions.stream().mapToLong(s -> s.shortfallSeconds).max().orElse(0));
    own.gauge(
        OpcUaMetric.UNACKNOWLEDGED.key(),
        () -> subscriptions.stream().mapToInt(s -> s.unacknowledged).sum());
    own.gauge(
        OpcUaMetric.IN_FLIGHT.key(), () -> subscriptions.stream().mapToInt(s -> s.inFlight).sum());
  }

  /** The gauges of one more subscription. */
  SubscriptionGauges subscription() {
    SubscriptionGauges gauges = new SubscriptionGauges();
    subscriptions.add(gauges);
    return gauges;
  }

  /** The certificates in use from now on. */
  void security(OpcUaConnectionSecurity security) {
    ownCertificateEnd = security.ownCertificateEnd();
    serverCertificateEnd = security.serverCertificateEnd();
  }

  /** Not a number where there is no certificate: a monitor must not take that for a dead one. */
  private static double daysLeft(OptionalLong end) {
    return end.isPresent()
        ? (end.getAsLong() / 1e9 - System.currentTimeMillis() / 1e3) / SECONDS_PER_DAY
        : Double.NaN;
  }

  /** Time from the server's publishTime to our clock; off by the difference of the two clocks. */
  void publishLatency(long millis) {
    publishLatencyMillis = millis;
  }

  /** How far the server's clock is ahead of ours. */
  void clockSkew(long millis) {
    clockSkewMillis = millis;
  }
}

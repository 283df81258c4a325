package io.resonance.connector.opcua.source.reader;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a reader counts per endpoint; touched by the fetcher's thread only. */
final class OpcUaReaderMetrics {

  final Counter values;
  final Counter notifications;
  final Counter gaps;
  final Counter lost;
  final Counter recovered;
  final Counter repeats;
  final Counter reconnects;
  final Counter connectFailures;
  final Counter conditionEvents;
  final Counter eventsIgnored;
  final Counter conditionRefreshes;
  private volatile long publishLatencyMillis;

  OpcUaReaderMetrics(MetricGroup group, String endpointId) {
    MetricGroup own = group.addGroup("opcua").addGroup("endpoint", endpointId);
    values = own.counter("values");
    notifications = own.counter("notifications");
    gaps = own.counter("gapsOpened");
    lost = own.counter("gapsLost");
    recovered = own.counter("valuesRecovered");
    repeats = own.counter("valuesRepeatedByServer");
    reconnects = own.counter("reconnects");
    connectFailures = own.counter("connectFailures");
    conditionEvents = own.counter("conditionEvents");
    eventsIgnored = own.counter("eventsIgnored");
    conditionRefreshes = own.counter("conditionRefreshes");
    own.gauge("publishLatencyMillis", () -> publishLatencyMillis);
  }

  /** Time from the server's publishTime to our clock; off by the difference of the two clocks. */
  void publishLatency(long millis) {
    publishLatencyMillis = millis;
  }
}

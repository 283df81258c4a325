package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaConnector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the drivers of a reader share. */
final class DriverSurroundings {

  private final OpcUaConnector connector;
  private final Executor background;
  private final DriverClock clock;
  private final RandomGenerator chance;
  private final int pagesInFlight;
  private final Function<String, OpcUaReaderMetrics> newMetrics;
  private final Map<String, OpcUaReaderMetrics> metrics = new ConcurrentHashMap<>();
  private final Map<String, String> news = new ConcurrentHashMap<>();

  DriverSurroundings(
      OpcUaConnector connector,
      Executor background,
      DriverClock clock,
      RandomGenerator chance,
      int pagesInFlight,
      Function<String, OpcUaReaderMetrics> newMetrics) {
    this.connector = connector;
    this.background = background;
    this.clock = clock;
    this.chance = chance;
    this.pagesInFlight = pagesInFlight;
    this.newMetrics = newMetrics;
  }

  OpcUaConnector connector() {
    return connector;
  }

  Executor background() {
    return background;
  }

  DriverClock clock() {
    return clock;
  }

  /** What scatters pauses; for the fetcher's thread. */
  RandomGenerator chance() {
    return chance;
  }

  /** How many pages of history or repeated messages a recovery may be ahead of the stream. */
  int pagesInFlight() {
    return pagesInFlight;
  }

  /** The metrics of an endpoint, the same for all its subscriptions. */
  OpcUaReaderMetrics metrics(String endpointId) {
    return metrics.computeIfAbsent(endpointId, newMetrics);
  }

  /** Whether this was not what was last said about the endpoint. */
  boolean isNews(String endpointId, String text) {
    return !text.equals(news.put(endpointId, text));
  }
}

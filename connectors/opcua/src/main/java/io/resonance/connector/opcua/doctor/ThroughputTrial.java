package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException;
import io.resonance.connector.opcua.client.PublishedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Counts what a subscription brings for some time; one use, on one thread. */
final class ThroughputTrial {

  private static final long[] NOTHING = {};

  /**
   * What came.
   *
   * @param present variables that brought their first value
   * @param values values after the first of each variable
   * @param notifications messages with such values
   * @param latencyMillis the median from publishTime to here, by our clock
   * @param overflowed whether the server discarded values of some item
   * @param elapsed for how long was counted
   */
  record Result(
      int present,
      long values,
      long notifications,
      OptionalLong latencyMillis,
      boolean overflowed,
      Duration elapsed) {}

  /** An answer to a Publish: a message, or the failure. */
  private record Arrival(PublishedMessage message, Throwable failure, long atNanos) {}

  private final OpcUaSubscriptionClient client;
  private final long clockSkewNanos;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<Long> unacknowledged = new ArrayDeque<>();
  private final BitSet present = new BitSet();
  private final List<Long> latencies = new ArrayList<>();
  private int inFlight;
  private int mostInFlight = 4;
  private long values;
  private long notifications;
  private boolean overflowed;

  ThroughputTrial(OpcUaSubscriptionClient client, long clockSkewMillis) {
    this.client = client;
    this.clockSkewNanos = clockSkewMillis * 1_000_000L;
  }

  Result run(Duration listening) throws OpcUaClientException {
    long begin = System.nanoTime();
    long left = listening.toNanos();
    boolean on = true;
    while (on && left > 0) {
      for (; inFlight < mostInFlight; inFlight++) {
        var unused =
            client
                .publish(acknowledged())
                .whenComplete(
                    (message, failure) ->
                        arrivals.add(new Arrival(message, unwrapped(failure), nowNanos())));
      }
      on = next(left);
      left = listening.toNanos() - (System.nanoTime() - begin);
    }
    Collections.sort(latencies);
    return new Result(
        present.cardinality(),
        values,
        notifications,
        latencies.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(latencies.get(latencies.size() / 2) / 1_000_000L),
        overflowed,
        Duration.ofNanos(System.nanoTime() - begin));
  }

  private long[] acknowledged() {
    Long sequence = unacknowledged.poll();
    return sequence == null ? NOTHING : new long[] {sequence};
  }

  /** Takes the next answer, of whichever request; false once the time is over. */
  private boolean next(long leftNanos) throws OpcUaClientException {
    Arrival arrival;
    try {
      arrival = arrivals.poll(leftNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (arrival == null) {
      return false;
    }
    inFlight--;
    if (arrival.failure() == null) {
      take(arrival);
    } else if (!isOneRequestTooMany(arrival.failure())) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE,
          "The server stopped publishing: %s.".formatted(arrival.failure().getMessage()),
          arrival.failure());
    } else {
      mostInFlight = Math.max(1, mostInFlight - 1);
    }
    return true;
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static boolean isOneRequestTooMany(Throwable failure) {
    return failure instanceof PublishFailedException publish
        && publish.reason() == PublishFailedException.Reason.TOO_MANY_REQUESTS;
  }

  private void take(Arrival arrival) throws OpcUaClientException {
    PublishedMessage message = arrival.message();
    if (message.kind() == PublishedMessage.Kind.STATUS_CHANGE) {
      throw new OpcUaClientException(
          OpcUaClientException.Kind.RETRIABLE,
          "The server ended the subscription with status 0x%08X.".formatted(message.statusCode()),
          null);
    }
    if (message.kind() == PublishedMessage.Kind.KEEP_ALIVE) {
      return;
    }
    unacknowledged.add(message.sequence());
    long before = values;
    for (int i = 0; i < message.columns().size(); i++) {
      int item = message.columns().item(i);
      if (present.get(item)) {
        values++;
      }
      present.set(item);
    }
    overflowed |= message.columns().anyOverflow();
    if (values > before) {
      notifications++;
      latencies.add(arrival.atNanos() - (message.publishTimeNanos() - clockSkewNanos));
    }
  }

  private static long nowNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}

package io.resonance.testbed.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Double-entry bookkeeping of a simulated plant: what the machines produced on one side, what a
 * reader of Kafka received and what was declared lost on the other. Whatever is on neither list was
 * lost silently. Safe for use by several threads.
 *
 * <p>An OPC UA value is identified by node and source timestamp, an MTConnect observation by
 * instanceId and sequence.
 */
public final class ValueLedger {

  private final Map<SeriesKey, Series> series = new HashMap<>();
  private final Map<String, Gap> gaps = new HashMap<>();
  private long produced;
  private long received;

  /** Values that share one numbering. */
  private record SeriesKey(String endpoint, String address, long epoch) {}

  /** What became of the values of one numbering. */
  private static final class Series {
    final Map<Long, Long> producedTimes = new HashMap<>();
    final Set<Long> received = new HashSet<>();
    long firstReceivedTime = Long.MAX_VALUE;
    long duplicates;
  }

  private record Gap(String endpoint, String address, long from, long to, boolean healed) {
    boolean covers(SeriesKey key, long time) {
      return !healed
          && endpoint.equals(key.endpoint())
          && (address.isEmpty() || key.address().isEmpty() || address.equals(key.address()))
          && from <= time
          && time <= to;
    }
  }

  /** A node of an OPC UA server has a new value. */
  public synchronized void producedByNode(String endpoint, String nodeId, long sourceTimeNanos) {
    produced(new SeriesKey(endpoint, nodeId, 0), sourceTimeNanos, sourceTimeNanos);
  }

  /** An MTConnect agent has a new observation. */
  public synchronized void producedByAgent(
      String endpoint, long instanceId, long sequence, long timestampNanos) {
    produced(new SeriesKey(endpoint, "", instanceId), sequence, timestampNanos);
  }

  /** A value of an OPC UA node was read from Kafka. */
  public synchronized void receivedFromNode(String endpoint, String nodeId, long sourceTimeNanos) {
    received(new SeriesKey(endpoint, nodeId, 0), sourceTimeNanos, sourceTimeNanos);
  }

  /** An MTConnect observation was read from Kafka. */
  public synchronized void receivedFromAgent(
      String endpoint, long instanceId, long sequence, long timestampNanos) {
    received(new SeriesKey(endpoint, "", instanceId), sequence, timestampNanos);
  }

  /**
   * A gap was declared or closed.
   *
   * @param address node or data item; empty if the whole endpoint is concerned
   * @param toNanos {@link Long#MAX_VALUE} while it is open
   * @param healed whether all its values arrived, so that it excuses none
   */
  public synchronized void gap(
      String gapId, String endpoint, String address, long fromNanos, long toNanos, boolean healed) {
    gaps.put(gapId, new Gap(endpoint, address, fromNanos, toNanos, healed));
  }

  /** How many values an endpoint produced so far. */
  public synchronized long producedBy(String endpoint) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().endpoint().equals(endpoint))
        .mapToLong(entry -> entry.getValue().producedTimes.size())
        .sum();
  }

  /** How many different values of an endpoint were received so far. */
  public synchronized long receivedFrom(String endpoint) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().endpoint().equals(endpoint))
        .mapToLong(entry -> entry.getValue().received.size())
        .sum();
  }

  /**
   * How many values of an endpoint are on their way or lost: produced, to be expected, not
   * received, not declared lost.
   */
  public synchronized long missingFrom(String endpoint) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().endpoint().equals(endpoint))
        .mapToLong(entry -> missing(entry.getKey(), entry.getValue()))
        .sum();
  }

  private long missing(SeriesKey key, Series values) {
    return values.producedTimes.entrySet().stream()
        .filter(value -> !values.received.contains(value.getKey()))
        .filter(value -> !isOpcUa(key) || value.getValue() >= values.firstReceivedTime)
        .filter(value -> !isDeclared(key, value.getValue()))
        .count();
  }

  /** The books as they stand. */
  public synchronized Balance balance() {
    long declared = 0;
    long duplicates = 0;
    List<String> undeclared = new ArrayList<>();
    for (Map.Entry<SeriesKey, Series> entry : series.entrySet()) {
      Series values = entry.getValue();
      duplicates += values.duplicates;
      for (Map.Entry<Long, Long> value : values.producedTimes.entrySet()) {
        boolean expected = !isOpcUa(entry.getKey()) || value.getValue() >= values.firstReceivedTime;
        if (expected && !values.received.contains(value.getKey())) {
          if (isDeclared(entry.getKey(), value.getValue())) {
            declared++;
          } else {
            undeclared.add(entry.getKey() + " value " + value.getKey());
          }
        }
      }
    }
    long open =
        gaps.values().stream().filter(gap -> !gap.healed() && gap.to() == Long.MAX_VALUE).count();
    return new Balance(produced, received, declared, duplicates, open, undeclared);
  }

  /**
   * The books at one moment.
   *
   * @param produced values produced, also those before the first reader came
   * @param received values received, duplicates included
   * @param declaredLost produced, not received, inside a gap that was declared
   * @param duplicates received more than once
   * @param openGaps gaps that were declared and not closed; each excuses whatever is missing, so
   *     that a final balance wants none
   * @param undeclared produced, not received, not inside a declared gap: each named
   */
  public record Balance(
      long produced,
      long received,
      long declaredLost,
      long duplicates,
      long openGaps,
      List<String> undeclared) {}

  /**
   * An OPC UA subscription delivers what is produced after it was made; an agent's buffer also
   * holds what was before.
   */
  private static boolean isOpcUa(SeriesKey key) {
    return !key.address().isEmpty();
  }

  private boolean isDeclared(SeriesKey key, long time) {
    return gaps.values().stream().anyMatch(gap -> gap.covers(key, time));
  }

  private void produced(SeriesKey key, long id, long time) {
    produced++;
    series.computeIfAbsent(key, unused -> new Series()).producedTimes.put(id, time);
  }

  private void received(SeriesKey key, long id, long time) {
    received++;
    Series values = series.computeIfAbsent(key, unused -> new Series());
    values.firstReceivedTime = Math.min(values.firstReceivedTime, time);
    if (!values.received.add(id)) {
      values.duplicates++;
    }
  }
}

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
      return !healed && spans(key, time);
    }

    boolean spans(SeriesKey key, long time) {
      return endpoint.equals(key.endpoint())
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
    long from = expectedFrom(key, values);
    return values.producedTimes.entrySet().stream()
        .filter(value -> !values.received.contains(value.getKey()))
        .filter(value -> value.getValue() >= from)
        .filter(value -> !isDeclared(key, value.getValue()))
        .count();
  }

  /**
   * How many different values were produced since a reader first heard of their node, or of an
   * agent at all: each must have been received or lie inside a declared gap.
   */
  public synchronized long expected() {
    return series.entrySet().stream()
        .mapToLong(entry -> expected(entry.getKey(), entry.getValue()))
        .sum();
  }

  private long expected(SeriesKey key, Series values) {
    long from = expectedFrom(key, values);
    return values.producedTimes.values().stream().filter(time -> time >= from).count();
  }

  /**
   * Since when every value of a series must arrive or be declared: an OPC UA subscription delivers
   * what is produced after it was made; an agent's buffer also holds what was before, unless the
   * agent restarted before anything of it was read.
   */
  private long expectedFrom(SeriesKey key, Series values) {
    if (isOpcUa(key)) {
      return values.firstReceivedTime;
    }
    return values.received.isEmpty()
        ? series.entrySet().stream()
            .filter(other -> other.getKey().endpoint().equals(key.endpoint()))
            .mapToLong(other -> other.getValue().firstReceivedTime)
            .min()
            .orElse(Long.MAX_VALUE)
        : Long.MIN_VALUE;
  }

  /** How many gaps were declared, whatever became of them. */
  public synchronized int gapsDeclared() {
    return gaps.size();
  }

  /**
   * Closed gaps that excuse more than is missing, each in words: more than one value of a series
   * was received inside the gap, further from everything missing than the margin. Values inside a
   * gap that was healed do not count: OPC UA messages that are sent again do not say whether their
   * interval is complete, so that a loss right after them is declared from the healed one's
   * beginning.
   *
   * @param marginNanos how much wider than the missing values a gap may be, at either end
   */
  public synchronized List<String> tooWideGaps(long marginNanos) {
    List<String> tooWide = new ArrayList<>();
    for (Gap gap : gaps.values()) {
      for (Map.Entry<SeriesKey, Series> entry : series.entrySet()) {
        long needless = needlessIn(gap, entry.getKey(), entry.getValue(), marginNanos);
        if (needless > 1) {
          tooWide.add(
              "%s declares %d received values of %s".formatted(gap, needless, entry.getKey()));
        }
      }
    }
    return tooWide;
  }

  private long needlessIn(Gap gap, SeriesKey key, Series values, long marginNanos) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    List<Long> receivedInside = new ArrayList<>();
    for (Map.Entry<Long, Long> value : values.producedTimes.entrySet()) {
      long time = value.getValue();
      if (!gap.covers(key, time) || gap.to() == Long.MAX_VALUE) {
        continue;
      }
      if (values.received.contains(value.getKey())) {
        if (gaps.values().stream().noneMatch(g -> g.healed() && g.spans(key, time))) {
          receivedInside.add(time);
        }
      } else {
        first = Math.min(first, time);
        last = Math.max(last, time);
      }
    }
    if (first == Long.MAX_VALUE) {
      // nothing of this series is missing: another one's loss, or a gap shorter than the margin
      return gap.address().isEmpty() || gap.to() - gap.from() <= 2 * marginNanos
          ? 0
          : receivedInside.size();
    }
    long from = first - marginNanos;
    long to = last + marginNanos;
    return receivedInside.stream()
        .filter(time -> time > gap.from() && time < gap.to())
        .filter(time -> time < from || time > to)
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
      long from = expectedFrom(entry.getKey(), values);
      for (Map.Entry<Long, Long> value : values.producedTimes.entrySet()) {
        if (value.getValue() >= from && !values.received.contains(value.getKey())) {
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

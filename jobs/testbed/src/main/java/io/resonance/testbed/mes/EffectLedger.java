package io.resonance.testbed.mes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the messages have brought about, by BODID: a message takes effect once, later copies are
 * duplicates without effect. Thread-safe. Keeps the latest entries for people, and of each
 * equipment the BODIDs in the order of their effects.
 */
public final class EffectLedger {

  private static final int SHOWN = 200;

  private final Set<String> effects = new HashSet<>();
  private final Map<String, List<String>> byEquipment = new HashMap<>();
  private final Map<String, Instant> newest = new HashMap<>();
  private final Deque<Entry> latest = new ArrayDeque<>();
  private long duplicates;
  private final Set<String> rejectedBodIds = new HashSet<>();
  private long rejected;
  private long invalid;
  private long orderInversions;

  /** What became of a message. */
  public enum Result {
    ACCEPTED,
    DUPLICATE,
    REJECTED
  }

  /** A line for people. */
  public record Entry(Instant at, Result result, ReceivedMessage message) {}

  /**
   * Counts of the ledger.
   *
   * @param accepted messages that took effect, each counted once
   * @param duplicates further copies of these
   * @param rejected messages refused by the script
   * @param invalid requests that were no valid message
   * @param orderInversions effects of an equipment that were created before an earlier effect
   */
  public record Counts(
      long accepted, long duplicates, long rejected, long invalid, long orderInversions) {}

  /** Takes a message; says what became of it. */
  public synchronized Result take(ReceivedMessage message) {
    if (!effects.add(message.bodId())) {
      duplicates++;
      note(Result.DUPLICATE, message);
      return Result.DUPLICATE;
    }
    byEquipment
        .computeIfAbsent(message.equipment(), equipment -> new ArrayList<>())
        .add(message.bodId());
    Instant before = newest.merge(message.equipment(), message.created(), EffectLedger::later);
    if (before.isAfter(message.created())) {
      orderInversions++;
    }
    note(Result.ACCEPTED, message);
    return Result.ACCEPTED;
  }

  synchronized void reject(ReceivedMessage message) {
    rejected++;
    rejectedBodIds.add(message.bodId());
    note(Result.REJECTED, message);
  }

  synchronized void invalid() {
    invalid++;
  }

  /** The counts by now. */
  public synchronized Counts counts() {
    return new Counts(effects.size(), duplicates, rejected, invalid, orderInversions);
  }

  /** BODIDs of an equipment's messages in the order of their effects. */
  public synchronized List<String> effectsOf(String equipment) {
    return List.copyOf(byEquipment.getOrDefault(equipment, List.of()));
  }

  /** Whether a message took effect. */
  public synchronized boolean tookEffect(String bodId) {
    return effects.contains(bodId);
  }

  /** Whether a message was rejected at least once. */
  public synchronized boolean wasRejected(String bodId) {
    return rejectedBodIds.contains(bodId);
  }

  /** The latest entries, newest first. */
  public synchronized List<Entry> latest() {
    return List.copyOf(latest);
  }

  private void note(Result result, ReceivedMessage message) {
    latest.addFirst(new Entry(Instant.now(), result, message));
    if (latest.size() > SHOWN) {
      latest.removeLast();
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}

package io.resonance.normalize.situation;

import io.resonance.normalize.situation.Said.Speaker;
import io.resonance.normalize.situation.Said.Word;
import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.ContextTable.Field;
import io.resonance.schema.v1.JobContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one equipment worked on at any recent time, read off a {@link Situation}: made anew when
 * that changes, then asked for every batch.
 */
final class WorkContext {

  private final Situation situation;
  private final Map<Field, List<Speaker>> speakers = new EnumMap<>(Field.class);
  private final NavigableSet<Long> changes;
  private final Map<Long, Optional<JobContext>> byChange = new HashMap<>();

  WorkContext(Situation situation, ContextTable table) {
    this.situation = situation;
    for (Speaker speaker : situation.speeches().keySet()) {
      table
          .place(speaker.property())
          .ifPresent(
              place ->
                  speakers.computeIfAbsent(place.field(), f -> new ArrayList<>()).add(speaker));
    }
    Comparator<Speaker> byRank =
        Comparator.comparingInt((Speaker each) -> table.place(each.property()).get().rank())
            .thenComparing(each -> each.property().endsWith("]"))
            .thenComparing(Speaker::property)
            .thenComparing(Speaker::endpoint)
            .thenComparing(Speaker::address);
    speakers.values().forEach(some -> some.sort(byRank));
    long horizon = situation.horizon(speaker -> table.place(speaker.property()).isPresent());
    this.changes =
        new TreeSet<>(
            situation.changes(speaker -> table.place(speaker.property()).isPresent(), horizon));
  }

  /** Whether the machine never said anything about it, so that there is nothing to join. */
  boolean isNever() {
    return speakers.isEmpty();
  }

  /** The last time at which it may have changed. */
  long latestChange() {
    return changes.isEmpty() ? Long.MIN_VALUE : changes.last();
  }

  /** What it was at a time; empty where that is not known or no longer remembered. */
  Optional<JobContext> at(long time) {
    Long since = changes.floor(time);
    return since == null ? Optional.empty() : byChange.computeIfAbsent(since, this::contextSince);
  }

  private Optional<JobContext> contextSince(long time) {
    JobContext context = new JobContext();
    boolean any = false;
    for (Map.Entry<Field, List<Speaker>> each : speakers.entrySet()) {
      Optional<String> word = word(each.getValue(), time);
      any |= word.isPresent();
      word.ifPresent(text -> put(each.getKey(), text, context));
    }
    return any ? Optional.of(context) : Optional.empty();
  }

  private Optional<String> word(List<Speaker> ranked, long time) {
    for (Speaker speaker : ranked) {
      Optional<Word> word = situation.word(speaker, time).filter(Word::isKnown);
      if (word.isPresent()) {
        return word.map(Word::text);
      }
    }
    return Optional.empty();
  }

  private static void put(Field field, String word, JobContext context) {
    switch (field) {
      case JOB -> context.setJob(word);
      case PART -> context.setPart(word);
      case PART_COUNT -> context.setPartCount(count(word));
      case LOT -> context.setLot(word);
      case PROGRAM -> context.setProgram(word);
      case TOOL -> context.setTool(word);
      case DEVICE_HEALTH -> context.setDeviceHealth(word);
    }
  }

  private static Long count(String word) {
    try {
      return Long.valueOf(word);
    } catch (NumberFormatException notWhole) {
      return null; // what is no whole number counts nothing; the value itself is delivered as it is
    }
  }
}

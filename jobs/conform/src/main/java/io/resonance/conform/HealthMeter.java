package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.QualityScale;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.Quality;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Counts what comes of each property, and tells of it whenever an interval is over on the clock of
 * the values. That clock is held back by the time of arrival, so that a machine whose clock runs
 * ahead does not end intervals early.
 *
 * <p>Where no values come, nothing moves that clock: after two intervals without any the clock of
 * arrival takes its place, as far behind as the last values were.
 */
final class HealthMeter {

  private static final long MILLI = 1_000_000L;
  private static final int MICROS = 1_000;
  private static final long MOST = Integer.MAX_VALUE;

  /** Intervals without values after which an equipment is silent. */
  private static final int PATIENCE = 2;

  private final HealthRecords records;
  private final QualityScale scale;
  private final BiPredicate<PropertyWatch, Long> isOverdue;
  private final long interval;

  /**
   * @param scale how good values are
   * @param isOverdue whether a property should have had a value by a time in ns
   * @param interval in ns, above 0
   */
  HealthMeter(
      HealthRecords records,
      QualityScale scale,
      BiPredicate<PropertyWatch, Long> isOverdue,
      long interval) {
    this.scale = scale;
    this.records = records;
    this.isOverdue = isOverdue;
    this.interval = interval;
  }

  /**
   * Counts a batch that was checked.
   *
   * @param arrivedAt when it came, in ns since the Unix epoch
   */
  void measure(
      EquipmentBatch batch,
      EquipmentWatch watch,
      EquipmentPlans plans,
      long arrivedAt,
      Consumer<DataHealth> out) {
    for (DataGap gap : batch.gaps()) {
      if (gap.getPhase() != GapPhase.OPEN) {
        close(gap, batch.origin().endpoint(), watch);
      }
    }
    if (batch.size() > 0) {
      watch.hierarchyScope = batch.hierarchyScope();
      long now = Math.min(batch.latestSourceTime(), arrivedAt);
      boolean turned = turn(batch, watch, now, out);
      long behind = arrivedAt - now;
      // values that have not changed for long have old times: the freshest of an interval counts
      watch.behind = turned ? behind : Math.min(watch.behind, behind);
      watch.heardAt = arrivedAt;
      count(batch, watch, plans, arrivedAt);
    }
  }

  /** When to look for silence after values came, by the clock of arrival in ns. */
  long patience(EquipmentWatch watch) {
    return watch.heardAt + PATIENCE * interval;
  }

  /**
   * Tells of an equipment that no values come from.
   *
   * @param now the clock of arrival, in ns since the Unix epoch
   * @return when to look again, by the same clock
   */
  long lookForSilence(String equipment, EquipmentWatch watch, long now, Consumer<DataHealth> out) {
    if (now < patience(watch)) {
      return patience(watch);
    }
    if (now - watch.silenceTimer > interval) {
      return now + PATIENCE * interval; // we were not there; what waited for us comes first
    }
    long to = Math.floorDiv(now - watch.behind - interval, interval) * interval;
    if (to > watch.healthFrom) {
      out.accept(records.of(equipment, watch, to, property -> isOverdue.test(property, to)));
      begin(watch, to);
    }
    return now + interval;
  }

  private boolean turn(
      EquipmentBatch batch, EquipmentWatch watch, long now, Consumer<DataHealth> out) {
    long begin = Math.floorDiv(now, interval) * interval;
    if (watch.healthFrom == EquipmentWatch.NO_INTERVAL) {
      watch.healthFrom = begin;
      return true;
    }
    if (begin <= watch.healthFrom) {
      return false;
    }
    out.accept(records.of(batch.equipment(), watch, begin, property -> false));
    begin(watch, begin);
    return true;
  }

  private static void begin(EquipmentWatch watch, long from) {
    watch.healthFrom = from;
    watch.properties.forEach(PropertyWatch::beginCounts);
  }

  private void count(
      EquipmentBatch batch, EquipmentWatch watch, EquipmentPlans plans, long arrivedAt) {
    boolean onTime = !batch.isBackfilled();
    Quality best = scale.best(batch);
    for (int row = 0; row < batch.size(); row++) {
      PropertyWatch property = watch.properties.get(plans.index(batch.keyIndex(row)));
      property.values++;
      switch (scale.of(batch, row, best)) {
        case GOOD -> {}
        case UNCERTAIN -> property.inTrouble().uncertain++;
        case BAD, UNKNOWN -> property.inTrouble().bad++;
      }
      if (onTime) {
        long micros = Math.max(0, (arrivedAt - batch.sourceTime(row)) / MICROS);
        property.latencyMicros += micros;
        property.latencyMost = (int) Math.max(property.latencyMost, Math.min(micros, MOST));
      }
    }
  }

  /** A gap that was closed belongs to the interval in which it was. */
  private static void close(DataGap gap, String endpoint, EquipmentWatch watch) {
    long from = Math.max(nanos(gap), watch.healthFrom);
    long to =
        gap.getToTimestamp() == null
            ? from
            : ViolationRecords.micros(gap.getToTimestamp()) * MICROS;
    int lost =
        gap.getPhase() == GapPhase.LOST
            ? (int) Math.max(0, Math.min((to - from) / MILLI, MOST))
            : 0;
    for (PropertyWatch property : watch.properties) {
      if (property.endpoint.equals(endpoint)
          && (gap.getAddress() == null || gap.getAddress().equals(property.address))) {
        Troubles troubles = property.inTrouble();
        troubles.gaps++;
        troubles.lostMillis += lost;
      }
    }
  }

  private static long nanos(DataGap gap) {
    return ViolationRecords.micros(gap.getFromTimestamp()) * MICROS;
  }
}

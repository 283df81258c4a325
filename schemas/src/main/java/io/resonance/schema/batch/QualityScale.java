package io.resonance.schema.batch;

import io.resonance.schema.v1.Quality;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * How good a value is by all that is known of it: the severity of its status, its LimitBits, and
 * for numbers the health of the device that measured them. The worst of these counts; the status
 * itself stays as the machine gave it. Immutable and safe for any number of threads.
 */
public final class QualityScale implements Serializable {

  private static final long serialVersionUID = 1L;

  // Part 4, 7.38.1: bits 11:10 are InfoType, DataValue is 01; bits 9:8 are LimitBits
  private static final int INFO_TYPE = 0x0C00;
  private static final int DATA_VALUE = 0x0400;
  private static final int LIMIT_BITS = 8;

  /** By LimitBits: 00 None, 01 Low, 10 High, 11 Constant. */
  private final Quality[] byLimit;

  private final HashMap<String, Quality> byDeviceHealth;

  /** LimitBits that say something (Part 4, 7.38.1). */
  public enum Limit {
    LOW,
    HIGH,
    CONSTANT
  }

  /**
   * A scale.
   *
   * @param limits the best a value with such LimitBits can be; GOOD for those left out
   * @param deviceHealth the best a number can be while the device says this word; GOOD for those
   *     left out
   */
  public QualityScale(Map<Limit, Quality> limits, Map<String, Quality> deviceHealth) {
    byLimit =
        new Quality[] {
          Quality.GOOD,
          limits.getOrDefault(Limit.LOW, Quality.GOOD),
          limits.getOrDefault(Limit.HIGH, Quality.GOOD),
          limits.getOrDefault(Limit.CONSTANT, Quality.GOOD)
        };
    byDeviceHealth = new HashMap<>(deviceHealth);
  }

  /** The best that numbers of a batch can be, by the health of the device at their time. */
  public Quality best(EquipmentBatch batch) {
    String said = batch.context().isPresent() ? batch.context().get().getDeviceHealth() : null;
    return said == null ? Quality.GOOD : byDeviceHealth.getOrDefault(said, Quality.GOOD);
  }

  /** By the status alone. */
  public Quality of(int statusCode) {
    Quality severity =
        switch (statusCode >>> 30) {
          case 0 -> Quality.GOOD;
          case 1 -> Quality.UNCERTAIN;
          default -> Quality.BAD;
        };
    return (statusCode & INFO_TYPE) == DATA_VALUE
        ? worse(severity, byLimit[statusCode >>> LIMIT_BITS & 0x3])
        : severity;
  }

  /**
   * Of a row.
   *
   * @param best what {@link #best} gives for its batch
   */
  public Quality of(EquipmentBatch batch, int row, Quality best) {
    Quality quality = of(batch.statusCode(row));
    if (best == Quality.GOOD) {
      return quality;
    }
    return switch (batch.kind(row)) {
      case DOUBLE, LONG, DOUBLE_ARRAY -> worse(quality, best);
      case NONE, BOOLEAN, STRING, ENUMERATION, KEY_VALUES -> quality;
    };
  }

  /** The constants of {@link Quality} stand from good to bad. */
  private static Quality worse(Quality one, Quality other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

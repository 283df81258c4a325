package io.resonance.conform.rules;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import java.util.Map;
import java.util.function.Supplier;

/** A row of a batch, as rules look at it. One instance serves all rows of a batch. */
public final class JudgedValue {

  private final EquipmentBatch batch;
  private final Supplier<Map<String, Object>> latest;
  private final long resumedAt;
  private int row;
  private boolean violated;

  /**
   * @param latest what properties of the equipment said last, by name: Double, Boolean or String
   * @param resumedAt end of the last gap of the endpoint in ns, the least long for none
   */
  public JudgedValue(EquipmentBatch batch, Supplier<Map<String, Object>> latest, long resumedAt) {
    this.batch = batch;
    this.latest = latest;
    this.resumedAt = resumedAt;
  }

  /** Looks at another row, for a rule whose violation is open or not. */
  public JudgedValue at(int newRow, boolean isViolated) {
    row = newRow;
    violated = isViolated;
    return this;
  }

  /** Whether the rule's violation of this property is open. */
  boolean isViolated() {
    return violated;
  }

  boolean isNumber() {
    ValueKind kind = batch.kind(row);
    return (kind == ValueKind.DOUBLE && !Double.isNaN(batch.number(row))) || kind == ValueKind.LONG;
  }

  double number() {
    return batch.number(row);
  }

  /** Source time in ns since the Unix epoch. */
  long time() {
    return batch.sourceTime(row);
  }

  /** End of the last gap of the endpoint in ns; what came before it may not be what was last. */
  long resumedAt() {
    return resumedAt;
  }

  /** The text of a text or an enumeration; null for anything else. */
  String word() {
    ValueKind kind = batch.kind(row);
    return kind == ValueKind.STRING || kind == ValueKind.ENUMERATION
        ? (String) batch.object(row)
        : null;
  }

  /** Whether the machine says this beside the value. */
  boolean says(String attribute) {
    return batch.attributes(row).containsKey(attribute);
  }

  /** Double, Boolean or String; the text of an enumeration; null where a rule cannot use it. */
  Object value() {
    return of(batch, row);
  }

  String equipment() {
    return batch.equipment();
  }

  String property() {
    return batch.key(batch.keyIndex(row)).property();
  }

  String unit() {
    return batch.key(batch.keyIndex(row)).unit();
  }

  boolean isGood() {
    return batch.statusCode(row) >>> 30 == 0;
  }

  Map<String, Object> latest() {
    return latest.get();
  }

  /** The value of a row as rules compare it; null for arrays, sets and missing values. */
  public static Object of(EquipmentBatch batch, int row) {
    return switch (batch.kind(row)) {
      case DOUBLE, LONG -> batch.number(row);
      case BOOLEAN -> batch.integer(row) != 0;
      case STRING, ENUMERATION -> String.valueOf(batch.object(row));
      case NONE, DOUBLE_ARRAY, KEY_VALUES -> null;
    };
  }
}

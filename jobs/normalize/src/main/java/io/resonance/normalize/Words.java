package io.resonance.normalize;

import io.resonance.normalize.situation.Said;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.Quality;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads the words of a machine off the rows of a batch. */
final class Words {

  /** A longer word is cut: it is remembered, and written beside every batch of values. */
  private static final int MOST_CHARACTERS = 256;

  private static final String UNKNOWN = "";

  private Words() {}

  /** What the rows say whose properties speak, but those. */
  static List<Said> of(EquipmentBatch batch, PlanTable table, BitSet leftOut) {
    List<Said> words = new ArrayList<>();
    for (int row = 0; row < batch.size(); ) {
      int end = batch.endOfRun(row);
      int keyIndex = batch.keyIndex(row);
      if (table.plan(keyIndex).speaks()) {
        for (; row < end; row++) {
          if (!leftOut.get(row)) {
            words.add(said(batch, row, table.plan(keyIndex)));
          }
        }
      }
      row = end;
    }
    return words;
  }

  private static Said said(EquipmentBatch batch, int row, KeyPlan plan) {
    return new Said(
        new Said.Speaker(
            batch.origin().protocol(),
            batch.origin().endpoint(),
            plan.key().address(),
            plan.key().property()),
        new Said.Word(
            batch.sourceTime(row),
            batch.origin().epoch(),
            batch.sequence(row),
            batch.statusCode(row),
            batch.quality(row) == Quality.BAD ? UNKNOWN : text(batch, row, plan)));
  }

  private static String text(EquipmentBatch batch, int row, KeyPlan plan) {
    String text =
        switch (batch.kind(row)) {
          case LONG, ENUMERATION -> {
            String code = plan.wordOf(batch.integer(row));
            String said = batch.object(row) instanceof String own ? own : "" + batch.integer(row);
            yield code == null ? said : code;
          }
          case BOOLEAN -> renamed(Boolean.toString(batch.integer(row) != 0), plan);
          case STRING -> renamed(((String) batch.object(row)).strip(), plan);
          case DOUBLE -> number(plan.conversion().apply(batch.number(row)));
          case NONE, DOUBLE_ARRAY, KEY_VALUES -> UNKNOWN;
        };
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }

  private static String renamed(String said, KeyPlan plan) {
    return plan.words().getOrDefault(said, said);
  }

  /** A count that a machine gives as a floating-point number is a whole number all the same. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

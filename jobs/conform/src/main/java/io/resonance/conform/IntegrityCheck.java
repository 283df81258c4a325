package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Protocol;

/**
 * Finds values that contradict themselves or what their endpoint said of them, whatever they
 * measure: number, status, times, texts. What is found in a row is a set of bits, empty for nearly
 * all rows, so that a sound row costs a few comparisons however many rules there are.
 */
final class IntegrityCheck {

  private static final int NOT_FINITE = 1;
  private static final int VALUE_MISSING = 1 << 1;
  private static final int LIMIT_BITS = 1 << 2;
  private static final int CLOCK_NOT_SET = 1 << 3;
  private static final int TIME_AHEAD = 1 << 4;
  private static final int TIME_BACK = 1 << 5;
  private static final int ENUMERATION_TEXT = 1 << 6;
  private static final int RANGE_CONTRADICTION = 1 << 7;
  private static final int NAME_MISSING = 1 << 8;

  /** What a BAD value can still tell. */
  private static final int OF_BAD = CLOCK_NOT_SET | TIME_AHEAD | TIME_BACK | NAME_MISSING;

  /** The checks in the order of their bits. */
  private static final Rule.Check[] CHECKS = {
    Rule.Check.NOT_FINITE,
    Rule.Check.VALUE_MISSING,
    Rule.Check.LIMIT_BITS,
    Rule.Check.CLOCK_NOT_SET,
    Rule.Check.TIME_AHEAD,
    Rule.Check.TIME_BACK,
    Rule.Check.ENUMERATION_TEXT,
    Rule.Check.RANGE_CONTRADICTION,
    Rule.Check.NAME_MISSING
  };

  // Part 4, 7.38.1: bits 11:10 are InfoType, DataValue is 01; bits 9:8 are LimitBits.
  private static final int INFO_TYPE = 0xC00;
  private static final int DATA_VALUE = 0x400;
  private static final int LIMITS = 0x300;

  /** 2000-01-01T00:00:00Z; clocks without a battery begin in 1970 or 1980. */
  private static final long FIRST_PLAUSIBLE = 946_684_800_000_000_000L;

  private final Rule[] rules = new Rule[CHECKS.length];
  private final int inForce;
  private final long ahead;
  private final long back;

  IntegrityCheck(Profile profile, RuleParameters parameters) {
    int known = 0;
    for (int i = 0; i < CHECKS.length; i++) {
      rules[i] = profile.rule(CHECKS[i]).orElse(null);
      known |= rules[i] == null ? 0 : 1 << i;
    }
    this.inForce = known;
    this.ahead = tolerance(profile, parameters, Rule.Check.TIME_AHEAD);
    this.back = tolerance(profile, parameters, Rule.Check.TIME_BACK);
  }

  private static long tolerance(Profile profile, RuleParameters parameters, Rule.Check check) {
    return profile
        .rule(check)
        .map(rule -> parameters.nanos(rule, "tolerance"))
        .orElse(Long.MAX_VALUE);
  }

  /** What contradicts itself in what an endpoint said of a property. */
  static int ofFacts(PropertyFacts facts) {
    int found = facts.displayName().isBlank() ? NAME_MISSING : 0;
    ValueRange normal = facts.euRange();
    ValueRange measurable = facts.instrumentRange();
    if (!normal.isUnbounded()
        && !measurable.isUnbounded()
        && (normal.low() < measurable.low() || normal.high() > measurable.high())) {
      found |= RANGE_CONTRADICTION;
    }
    return found;
  }

  /** Looks at a row before its time becomes the last one of its property. */
  void check(EquipmentBatch batch, int row, PropertyWatch watch, int ofFacts, Lifecycle lifecycle) {
    int status = batch.statusCode(row);
    int found = ofFacts | ofTimes(batch, row, watch);
    int decided = inForce;
    if (status < 0) {
      decided &= OF_BAD; // its value says nothing
    } else {
      found |= ofValue(batch, row);
      if ((status & INFO_TYPE) == DATA_VALUE && (status & LIMITS) != 0) {
        found |= LIMIT_BITS;
      }
    }
    if ((found & decided) != 0 || !watch.open.isEmpty()) {
      report(batch, row, watch, found, decided, lifecycle);
    }
  }

  private static int ofValue(EquipmentBatch batch, int row) {
    ValueKind kind = batch.kind(row);
    if (kind == ValueKind.DOUBLE) {
      return Double.isFinite(batch.number(row)) ? 0 : NOT_FINITE;
    }
    if (kind == ValueKind.NONE) {
      return VALUE_MISSING;
    }
    boolean noText = kind == ValueKind.ENUMERATION && String.valueOf(batch.object(row)).isEmpty();
    return noText ? ENUMERATION_TEXT : 0;
  }

  private int ofTimes(EquipmentBatch batch, int row, PropertyWatch watch) {
    long time = batch.sourceTime(row);
    long server = batch.serverTime(row);
    int found = time < FIRST_PLAUSIBLE ? CLOCK_NOT_SET : 0;
    if (server != EquipmentBatch.NO_TIME && time - ahead > server) {
      found |= TIME_AHEAD;
    }
    // what MTConnect says of the order is judged by FaultCheck, under a rule of its own
    if (watch.lastSeen != PropertyWatch.NEVER
        && time + back < watch.lastSeen
        && batch.origin().protocol() == Protocol.OPC_UA
        && !batch.isBackfilled()) {
      found |= TIME_BACK;
    }
    return found;
  }

  private void report(
      EquipmentBatch batch,
      int row,
      PropertyWatch watch,
      int found,
      int decided,
      Lifecycle lifecycle) {
    for (int i = 0; i < rules.length; i++) {
      int bit = 1 << i;
      if ((decided & bit) == 0) {
        continue;
      }
      if ((found & bit) != 0) {
        lifecycle.breach(rules[i], watch, row, () -> limits(bit, batch, row, watch));
      } else if (!watch.open.isEmpty()) {
        lifecycle.sound(rules[i], watch, row);
      }
    }
  }

  private String limits(int bit, EquipmentBatch batch, int row, PropertyWatch watch) {
    return switch (bit) {
      case NOT_FINITE -> "a number, or a status that is not GOOD";
      case VALUE_MISSING -> "a value, or a status that is BAD";
      case LIMIT_BITS -> "LimitBits None";
      case CLOCK_NOT_SET -> "not before " + ViolationRecords.instant(FIRST_PLAUSIBLE);
      case TIME_AHEAD -> "not after " + ViolationRecords.instant(batch.serverTime(row) + ahead);
      case TIME_BACK -> "not before " + ViolationRecords.instant(watch.lastSeen - back);
      case ENUMERATION_TEXT -> "a code with a text in EnumStrings or EnumValues";
      case RANGE_CONTRADICTION -> "an EURange within the InstrumentRange";
      default -> "a DisplayName or name";
    };
  }
}

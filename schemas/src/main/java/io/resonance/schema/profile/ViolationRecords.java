package io.resonance.schema.profile;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.Evidence;
import io.resonance.schema.v1.RuleBasis;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Fills {@link Violation} records with the words of a rule; every operator that reports one uses
 * it.
 */
public final class ViolationRecords {

  private static final String NAMESPACE = "io.resonance/violation/1";
  private static final String KEY_NAMESPACE = "io.resonance/violation-key/1";

  private final Profile profile;

  public ViolationRecords(Profile profile) {
    this.profile = profile;
  }

  /**
   * A violation with the rule's words; what happened is filled in by the caller.
   *
   * @param property the property concerned; empty where a whole source is
   */
  public Violation of(
      Rule rule, EquipmentBatch batch, Optional<String> property, ViolationState state) {
    Violation violation = new Violation();
    violation.setEquipment(batch.equipment());
    violation.setHierarchyScope(batch.hierarchyScope());
    violation.setProfile(profile.id());
    violation.setProfileHash(profile.hash());
    violation.setRuleId(rule.id());
    violation.setRuleVersion(rule.version());
    violation.setSeverity(rule.severity());
    violation.setState(state);
    violation.setProperty(property.orElse(null));
    violation.setSource(source(batch.origin()));
    violation.setTitleEn(rule.en().title());
    violation.setTitleZh(rule.zh().title());
    violation.setExplanationEn(rule.en().explanation());
    violation.setExplanationZh(rule.zh().explanation());
    violation.setFixEn(rule.en().fix());
    violation.setFixZh(rule.zh().fix());
    violation.setBasis(
        new RuleBasis(rule.basis().standard(), rule.basis().clause(), rule.basis().url()));
    violation.setSubject(rule.subject().en());
    violation.setEvidence(List.of());
    violation.setOccurrences(1L);
    violation.setContext(batch.context().orElse(null));
    return violation;
  }

  /** The endpoint and epoch of a batch as a record carries it. */
  public static SourceReference source(Origin origin) {
    return new SourceReference(origin.protocol(), origin.endpoint(), origin.epoch());
  }

  /** Nanoseconds of a batch as the microseconds of a record. */
  public static Instant instant(long nanos) {
    long micros = Math.floorDiv(nanos, 1_000L);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  /** The microseconds of a record's time since the Unix epoch. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** The nanoseconds below the microsecond. */
  public static int nanosBelowMicros(long nanos) {
    return (int) Math.floorMod(nanos, 1_000L);
  }

  /** A row as evidence: where it came from, when, and what it said; a BAD one says its status. */
  public static Evidence evidence(EquipmentBatch batch, int row) {
    var key = batch.key(batch.keyIndex(row));
    return new Evidence(
        key.address(),
        batch.sequence(row),
        instant(batch.sourceTime(row)),
        valueText(batch, row),
        key.unit().isEmpty() ? null : key.unit());
  }

  /** The same id whenever the same rule is opened for the same thing at the same time. */
  public static String id(String equipment, String ruleId, String about, long openedAtNanos) {
    return named(String.join("\n", NAMESPACE, equipment, ruleId, about, "" + openedAtNanos));
  }

  /** The same key whenever the same rule is broken by the same thing. */
  public static String key(String equipment, String ruleId, String about) {
    return named(String.join("\n", KEY_NAMESPACE, equipment, ruleId, about));
  }

  private static String named(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1"); // what RFC 9562, 5.5 (UUID version 5) prescribes
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
    ByteBuffer bytes = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (bytes.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
    long low = (bytes.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  private static String valueText(EquipmentBatch batch, int row) {
    String status =
        batch.statusCode(row) >>> 30 == 0
            ? ""
            : String.format(Locale.ROOT, " (status 0x%08X)", batch.statusCode(row));
    String value =
        switch (batch.kind(row)) {
          case NONE -> "no value";
          case DOUBLE -> Double.toString(batch.number(row));
          case LONG -> Long.toString(batch.integer(row));
          case BOOLEAN -> Boolean.toString(batch.integer(row) != 0);
          case STRING -> shortened(String.valueOf(batch.object(row)));
          case ENUMERATION ->
              batch.integer(row) + " " + shortened(String.valueOf(batch.object(row)));
          case DOUBLE_ARRAY -> shortened(Arrays.toString((double[]) batch.object(row)));
          case KEY_VALUES -> shortened(String.valueOf(batch.object(row)));
        };
    return value + status;
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}

package io.resonance.conform;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.PropertyHealth;
import io.resonance.schema.v1.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Makes records of data health out of what was counted; schemas/HEALTH.md has the formulas. */
final class HealthRecords {

  /** More properties than these are counted, but not listed one by one. */
  static final int MOST_PROPERTIES = 1_000;

  private static final double NANOS = 1e9;
  private static final double MILLIS_OF_NANOS = 1e6;
  private static final double MICROS_OF_MILLIS = 1e3;

  private final Profile profile;
  private final String staleRule;
  private final Map<String, Severity> severities = new HashMap<>();

  HealthRecords(Profile profile, List<Rule> ofPlant) {
    this.profile = profile;
    this.staleRule = profile.rule(Rule.Check.STALE).map(Rule::id).orElse("");
    profile.rules().forEach(rule -> severities.put(rule.id(), rule.severity()));
    ofPlant.forEach(rule -> severities.put(rule.id(), rule.severity()));
  }

  /**
   * The health of an equipment since {@link EquipmentWatch#healthFrom}.
   *
   * @param to end of the time in ns since the Unix epoch
   * @param isSilent whether values of a property are missing although no rule says so
   */
  DataHealth of(
      String equipment, EquipmentWatch watch, long to, Predicate<PropertyWatch> isSilent) {
    long from = watch.healthFrom;
    Totals totals = new Totals();
    List<PropertyHealth> properties = new ArrayList<>();
    for (PropertyWatch property : watch.properties) {
      PropertyHealth health = of(property, watch, to, isSilent.test(property));
      totals.add(property, health);
      if (properties.size() < MOST_PROPERTIES) {
        properties.add(health);
      }
    }
    Map<String, Severity> open = openRules(watch);
    double completeness = totals.completeness();
    double quality = totals.quality();
    return DataHealth.newBuilder()
        .setEquipment(equipment)
        .setHierarchyScope(watch.hierarchyScope)
        .setProfile(profile.id())
        .setProfileHash(profile.hash())
        .setFromTimestamp(ViolationRecords.instant(from))
        .setToTimestamp(ViolationRecords.instant(to))
        .setValues(totals.values)
        .setValuesPerSecond(totals.values / ((to - from) / NANOS))
        .setGoodRatio(totals.goodRatio())
        .setCompleteness(completeness)
        .setGaps(totals.gaps)
        .setOpenRules(List.copyOf(open.keySet()))
        .setConformanceScore(score(completeness, quality, open))
        .setProperties(properties)
        .setPropertiesLeftOut(watch.properties.size() - properties.size())
        .build();
  }

  /** Completeness, quality, and one factor for each rule that is broken now. */
  private static double score(double completeness, double quality, Map<String, Severity> open) {
    double score = 100 * completeness * quality;
    for (Severity severity : open.values()) {
      score *=
          switch (severity) {
            case ERROR -> 0.8;
            case WARNING -> 0.95;
            case INFO, UNKNOWN -> 0.99;
          };
    }
    return Math.round(score * 10) / 10.0;
  }

  private Map<String, Severity> openRules(EquipmentWatch watch) {
    Map<String, Severity> open = new TreeMap<>();
    watch.properties.forEach(property -> property.open.forEach(one -> put(one, open)));
    watch.connections.values().forEach(one -> put(one, open));
    watch.gaps.values().forEach(gap -> gap.violations().forEach(one -> put(one, open)));
    return open;
  }

  private void put(OpenViolation violation, Map<String, Severity> open) {
    open.put(violation.ruleId, severities.getOrDefault(violation.ruleId, Severity.INFO));
  }

  private PropertyHealth of(
      PropertyWatch property, EquipmentWatch watch, long to, boolean isSilent) {
    long from = watch.healthFrom;
    double length = (to - from) / MILLIS_OF_NANOS;
    double lost = property.troubles().lostMillis;
    int gaps = property.troubles().gaps;
    for (OpenGap gap : watch.gaps.values()) {
      if (gap.endpoint().equals(property.endpoint)) {
        gaps++;
        lost += Math.max(0, (to - Math.max(from, since(gap, to))) / MILLIS_OF_NANOS);
      }
    }
    if (isSilent || property.openOf(staleRule) != null) {
      lost += Math.max(0, (to - Math.max(from, property.lastSeen)) / MILLIS_OF_NANOS);
    }
    Set<String> rules = new TreeSet<>();
    property.open.forEach(open -> rules.add(open.ruleId));
    int values = property.values;
    return PropertyHealth.newBuilder()
        .setProperty(property.property)
        .setEndpoint(property.endpoint)
        .setAddress(property.address)
        .setValues(values)
        .setValuesPerSecond(values / (length / 1_000))
        .setGoodRatio(
            values == 0
                ? null
                : (double) (values - property.troubles().bad - property.troubles().uncertain)
                    / values)
        .setUncertainRatio(values == 0 ? null : (double) property.troubles().uncertain / values)
        .setCompleteness(Math.max(0, 1 - lost / length))
        .setGaps(gaps)
        .setLatencyMillisMean(
            values == 0 ? null : property.latencyMicros / MICROS_OF_MILLIS / values)
        .setLatencyMillisMost(values == 0 ? null : property.latencyMost / MICROS_OF_MILLIS)
        .setOpenRules(List.copyOf(rules))
        .build();
  }

  private static long since(OpenGap gap, long otherwise) {
    return gap.violations().isEmpty() ? otherwise : gap.violations().get(0).firstAt;
  }

  /** Sums over the properties of an equipment. */
  private static final class Totals {
    private long values;
    private long bad;
    private long uncertain;
    private double complete;
    private int properties;
    private int gaps;

    void add(PropertyWatch property, PropertyHealth health) {
      values += property.values;
      bad += property.troubles().bad;
      uncertain += property.troubles().uncertain;
      complete += health.getCompleteness();
      gaps = Math.max(gaps, health.getGaps());
      properties++;
    }

    double completeness() {
      return properties == 0 ? 1 : complete / properties;
    }

    double goodRatio() {
      return values == 0 ? 1 : (double) (values - bad - uncertain) / values;
    }

    /** An UNCERTAIN value counts half. */
    double quality() {
      return values == 0 ? 1 : (values - bad - uncertain / 2.0) / values;
    }
  }
}

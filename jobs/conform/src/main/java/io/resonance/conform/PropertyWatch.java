package io.resonance.conform;

import io.resonance.conform.rules.RuleMemory;
import io.resonance.conform.state.SharedNames;
import java.util.ArrayList;
import java.util.List;

/** What is remembered of one property at one address. */
final class PropertyWatch {

  /** In {@link #lastSeen}: no value has come yet. */
  static final long NEVER = Long.MIN_VALUE;

  final String endpoint;
  final String address;
  final String property;
  long lastSeen = NEVER;
  long lastSequence;
  long longestPause;
  int seen;
  int windowValues;

  // since the interval of data health began; latencies in microseconds
  int values;
  int latencyMost;
  long latencyMicros;

  private Troubles troubles = Troubles.NONE;

  /** What the plant's rules remember; none for most properties. */
  List<RuleMemory> memories = List.of();

  /** What it said last, as rules compare it; null where none looks at it. */
  Object latest;

  /** Violations of this property that are open; usually none. */
  List<OpenViolation> open = List.of();

  PropertyWatch(String endpoint, String address, String property) {
    this.endpoint = SharedNames.of(endpoint);
    this.address = address;
    this.property = SharedNames.of(property);
  }

  /** An interval of data health begins. */
  void beginCounts() {
    values = 0;
    latencyMost = 0;
    latencyMicros = 0;
    int windowBad = troubles.windowBad;
    troubles = Troubles.NONE;
    if (windowBad > 0) {
      inTrouble().windowBad = windowBad;
    }
  }

  /** What was not good; only for looking at. */
  Troubles troubles() {
    return troubles;
  }

  /** What was not good, to be added to. */
  Troubles inTrouble() {
    if (troubles == Troubles.NONE) {
      troubles = new Troubles();
    }
    return troubles;
  }

  /** The window of the rule on quality begins anew. */
  void beginWindow() {
    windowValues = 0;
    if (troubles.windowBad > 0) {
      troubles.windowBad = 0;
    }
  }

  /** Whether this is what is remembered of this property at this address of this endpoint. */
  boolean is(String otherEndpoint, String otherAddress, String otherProperty) {
    return address.equals(otherAddress)
        && property.equals(otherProperty)
        && endpoint.equals(otherEndpoint);
  }

  /** The open violation of a rule, or null. */
  OpenViolation openOf(String ruleId) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).ruleId.equals(ruleId)) {
        return open.get(i);
      }
    }
    return null;
  }

  /** The memory of a rule, new where there is none. */
  RuleMemory memoryOf(String rule) {
    for (int i = 0; i < memories.size(); i++) {
      if (memories.get(i).rule.equals(rule)) {
        return memories.get(i);
      }
    }
    RuleMemory added = new RuleMemory(rule);
    List<RuleMemory> more = new ArrayList<>(memories);
    more.add(added);
    memories = List.copyOf(more);
    return added;
  }

  void add(OpenViolation violation) {
    List<OpenViolation> more = new ArrayList<>(open);
    more.add(violation);
    open = more;
  }

  void remove(OpenViolation violation) {
    open = open.stream().filter(other -> !other.id.equals(violation.id)).toList();
  }

  /** What violations of this property are told apart by, beside rule and time. */
  String about() {
    return property + "\n" + endpoint + "\n" + address;
  }

  PropertyWatch copy() {
    PropertyWatch copy = new PropertyWatch(endpoint, address, property);
    copy.lastSeen = lastSeen;
    copy.lastSequence = lastSequence;
    copy.longestPause = longestPause;
    copy.seen = seen;
    copy.windowValues = windowValues;
    copy.values = values;
    copy.troubles = troubles == Troubles.NONE ? troubles : troubles.copy();
    copy.latencyMost = latencyMost;
    copy.latencyMicros = latencyMicros;
    open.forEach(violation -> copy.add(violation.copy()));
    copy.memories = memories.stream().map(RuleMemory::copy).toList();
    copy.latest = latest;
    return copy;
  }
}

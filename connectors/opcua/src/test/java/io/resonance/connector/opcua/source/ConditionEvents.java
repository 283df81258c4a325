package io.resonance.connector.opcua.source;

import java.util.Optional;

/** Condition events for tests. */
public final class ConditionEvents {

  private ConditionEvents() {}

  /** An event with everything in it. */
  public static OpcUaConditionEvent full() {
    return new OpcUaConditionEvent(
        new OpcUaConditionEvent.Key("nsu=u;s=alarm/coolant", "nsu=u;s=branch"),
        new OpcUaConditionEvent.Origin(
            "nsu=http://opcfoundation.org/UA/;i=9482",
            "coolant",
            "nsu=http://opcfoundation.org/UA/;i=11163",
            "nsu=u;s=temperature",
            "temperature",
            "nsu=u;s=input"),
        new OpcUaConditionEvent.State(
            true, true, true, Optional.of(false), Optional.empty(), 800, 0x40000000),
        new OpcUaConditionEvent.Texts("Kühlmittel zu heiß", "seen"),
        new OpcUaConditionEvent.Times(1_700_000_000_000_000_100L, 200, 300),
        "0a0b",
        OpcUaConditionEvent.Cause.REPORTED);
  }

  /** An event of an alarm that was neither acknowledged nor confirmed. */
  public static OpcUaConditionEvent alarm(
      String id, String eventId, boolean active, boolean retain, long time, long transition) {
    return new OpcUaConditionEvent(
        new OpcUaConditionEvent.Key(id, ""),
        new OpcUaConditionEvent.Origin("type", id, "", "nsu=u;s=source", "source", ""),
        new OpcUaConditionEvent.State(
            true, active, retain, Optional.of(!retain), Optional.empty(), 500, 0),
        new OpcUaConditionEvent.Texts(eventId, ""),
        new OpcUaConditionEvent.Times(time, OpcUaBatch.ABSENT, transition),
        eventId,
        OpcUaConditionEvent.Cause.REPORTED);
  }
}

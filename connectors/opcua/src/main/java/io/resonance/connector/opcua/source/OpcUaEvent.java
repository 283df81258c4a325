package io.resonance.connector.opcua.source;

/** One event as an event item of the server sent it, before it is put into its activation. */
public sealed interface OpcUaEvent {

  /** Which of the endpoint's notifiers sent it, from 0. */
  int notifier();

  /**
   * The state of a condition.
   *
   * @param event what it says; {@code activeSince} is the ActiveState's TransitionTime, absent
   *     where the server has none
   */
  record Condition(int notifier, OpcUaConditionEvent event) implements OpcUaEvent {}

  /**
   * An event about the events themselves (Part 9, 5.11; Part 4, 5.13.1.5).
   *
   * @param kind what it says
   * @param time when, in nanoseconds since the Unix epoch, or {@link OpcUaBatch#ABSENT}
   */
  record Signal(int notifier, Kind kind, long time) implements OpcUaEvent {}

  /** What a signal says. */
  enum Kind {
    /** From here on every retained condition is sent. */
    REFRESH_START,
    /** All of them were sent. */
    REFRESH_END,
    /** The server itself can no longer vouch for what it sent before. */
    REFRESH_REQUIRED,
    /** The item's queue was too short, events are gone. */
    QUEUE_OVERFLOW,
    /** Not a condition: an audit, progress or system event. */
    OTHER
  }
}

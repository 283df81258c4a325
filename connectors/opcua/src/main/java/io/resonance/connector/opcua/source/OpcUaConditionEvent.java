package io.resonance.connector.opcua.source;

import java.util.Objects;
import java.util.Optional;

/**
 * What a server said about one condition or alarm (OPC UA Part 9), or what had to be concluded
 * because it no longer says it ({@link Cause}). All events of one activation have the same {@link
 * Key} and {@link Times#activeSince}.
 *
 * @param key which condition, and which branch of it
 * @param origin where it comes from
 * @param state how it stands now
 * @param texts words for people
 * @param times when
 * @param eventId the server's id of the event as hexadecimal digits, empty where it gave none
 * @param cause why there is this event
 */
public record OpcUaConditionEvent(
    Key key, Origin origin, State state, Texts texts, Times times, String eventId, Cause cause) {

  public OpcUaConditionEvent {
    Objects.requireNonNull(key);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(state);
    Objects.requireNonNull(texts);
    Objects.requireNonNull(times);
    Objects.requireNonNull(eventId);
    Objects.requireNonNull(cause);
  }

  /**
   * The identity of what is reported. A branch is an earlier state of the condition that still
   * needs attention (Part 9, 5.5.2) and counts as an activation of its own.
   *
   * @param conditionId NodeId of the condition as {@code nsu=<uri>;...}
   * @param branchId NodeId of the branch; empty for the present state of the condition
   */
  public record Key(String conditionId, String branchId) {
    public Key {
      Objects.requireNonNull(conditionId);
      Objects.requireNonNull(branchId);
    }
  }

  /**
   * Where an event comes from; every text is empty where the server gave none. NodeIds have the
   * form {@code nsu=<uri>;...}.
   *
   * @param eventType NodeId of the type of the condition
   * @param conditionName its name, unique at its source
   * @param conditionClass NodeId of its class, such as process or maintenance
   * @param sourceNode NodeId of what it is a condition of
   * @param sourceName name of that
   * @param inputNode NodeId of the variable it watches
   */
  public record Origin(
      String eventType,
      String conditionName,
      String conditionClass,
      String sourceNode,
      String sourceName,
      String inputNode) {}

  /**
   * How a condition stands.
   *
   * @param enabled whether the server watches it at all
   * @param active whether what it warns of is the case; a condition without an ActiveState is
   *     active while it is retained
   * @param retain whether the server keeps it as worth attention (Part 9, 5.5.2)
   * @param acknowledged whether somebody has acknowledged it; empty where that cannot be done
   * @param confirmed whether somebody has confirmed that it was dealt with; empty likewise
   * @param severity 1 to 1000 (Part 5, 6.4.2); 0 where the server gave none
   * @param quality StatusCode of the values it rests on, all 32 bits
   */
  public record State(
      boolean enabled,
      boolean active,
      boolean retain,
      Optional<Boolean> acknowledged,
      Optional<Boolean> confirmed,
      int severity,
      int quality) {

    /** The same with nothing left of it; whether it was acknowledged stays as last known. */
    State over() {
      return new State(enabled, false, false, acknowledged, confirmed, severity, quality);
    }
  }

  /**
   * Words for people; empty where the server gave none.
   *
   * @param message what it is about
   * @param comment what an operator last said about it
   */
  public record Texts(String message, String comment) {}

  /**
   * Times in nanoseconds since the Unix epoch, or {@link OpcUaBatch#ABSENT}.
   *
   * @param time when it happened
   * @param receiveTime when the server learned of it
   * @param activeSince when the activation this event belongs to began; where it was never seen to
   *     begin, the time of its first event
   */
  public record Times(long time, long receiveTime, long activeSince) {}

  /** Why there is an event. The code is part of serialized state and never reused. */
  public enum Cause {
    /** The server reported it. */
    REPORTED(1),
    /** The server said it again when it was asked for all retained conditions, and it was news. */
    REFRESHED(2),
    /** Events were lost, and a refresh no longer brought the condition: it is over. */
    NOT_REFRESHED(3),
    /**
     * Events were lost, and the condition has become active anew since: this activation is over.
     */
    SUPERSEDED(4),
    /** The configuration no longer asks for the conditions of its notifier. */
    UNSUBSCRIBED(5);

    private final int code;

    Cause(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Cause of(int code) {
      for (Cause cause : values()) {
        if (cause.code == code) {
          return cause;
        }
      }
      throw new IllegalArgumentException("There is no cause of an event with the code " + code);
    }
  }

  /** The same event as part of an activation. */
  public OpcUaConditionEvent of(long activeSince, Cause why) {
    return new OpcUaConditionEvent(
        key,
        origin,
        state,
        texts,
        new Times(times.time(), times.receiveTime(), activeSince),
        eventId,
        why);
  }

  /** The end of the activation this event belongs to, which no event of the server told. */
  public OpcUaConditionEvent overAt(long time, Cause why) {
    return new OpcUaConditionEvent(
        key,
        origin,
        state.over(),
        texts,
        new Times(time, OpcUaBatch.ABSENT, times.activeSince()),
        "",
        why);
  }
}

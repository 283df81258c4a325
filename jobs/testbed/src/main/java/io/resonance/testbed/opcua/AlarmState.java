package io.resonance.testbed.opcua;

import java.util.UUID;

/**
 * One state of an alarm or of a branch of it, as one event tells it. Immutable.
 *
 * @param eventId unique per state; a refresh sends it again
 * @param branch name of the branch, empty for the alarm itself
 * @param enabled whether the alarm is watched
 * @param active whether it is the case
 * @param acknowledged whether somebody has seen it
 * @param confirmed whether somebody has dealt with it
 * @param severity 1 to 1000
 * @param message what it is about
 * @param comment what the operator said
 * @param time when the state was entered, in ticks
 * @param activeChanged when active last changed, in ticks
 */
record AlarmState(
    UUID eventId,
    String branch,
    boolean enabled,
    boolean active,
    boolean acknowledged,
    boolean confirmed,
    int severity,
    String message,
    String comment,
    long time,
    long activeChanged) {

  /** Never raised. */
  static AlarmState quiet(long ticks) {
    return new AlarmState(UUID.randomUUID(), "", true, false, true, true, 1, "", "", ticks, ticks);
  }

  /** Whether it still needs attention (Part 9, 5.5.2). */
  boolean retain() {
    return enabled && (active || !acknowledged || !confirmed);
  }

  AlarmState raised(int newSeverity, String newMessage, long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        true,
        true,
        false,
        false,
        newSeverity,
        newMessage,
        "",
        ticks,
        ticks);
  }

  AlarmState cleared(long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        enabled,
        false,
        acknowledged,
        confirmed,
        severity,
        message,
        comment,
        ticks,
        ticks);
  }

  AlarmState acknowledgedWith(String newComment, long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        enabled,
        active,
        true,
        confirmed,
        severity,
        message,
        newComment,
        ticks,
        activeChanged);
  }

  AlarmState confirmedAt(long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        enabled,
        active,
        true,
        true,
        severity,
        message,
        comment,
        ticks,
        activeChanged);
  }

  AlarmState withSeverity(int newSeverity, long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        enabled,
        active,
        acknowledged,
        confirmed,
        newSeverity,
        message,
        comment,
        ticks,
        activeChanged);
  }

  AlarmState disabled(long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        false,
        false,
        true,
        true,
        severity,
        message,
        comment,
        ticks,
        ticks);
  }

  AlarmState asBranch(String name, long ticks) {
    return new AlarmState(
        UUID.randomUUID(),
        name,
        enabled,
        active,
        acknowledged,
        confirmed,
        severity,
        message,
        comment,
        ticks,
        activeChanged);
  }
}

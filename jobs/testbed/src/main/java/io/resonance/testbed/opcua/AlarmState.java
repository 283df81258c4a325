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
    return next(true, true, false, false, ticks, ticks).saying(newSeverity, newMessage, "");
  }

  AlarmState cleared(long ticks) {
    return next(enabled, false, acknowledged, confirmed, ticks, ticks);
  }

  AlarmState acknowledgedWith(String newComment, long ticks) {
    return next(enabled, active, true, confirmed, ticks, activeChanged)
        .saying(severity, message, newComment);
  }

  AlarmState confirmedAt(long ticks) {
    return next(enabled, active, true, true, ticks, activeChanged);
  }

  AlarmState withSeverity(int newSeverity, long ticks) {
    return next(enabled, active, acknowledged, confirmed, ticks, activeChanged)
        .saying(newSeverity, message, comment);
  }

  AlarmState disabled(long ticks) {
    return next(false, false, true, true, ticks, ticks);
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

  private AlarmState next(
      boolean nowEnabled,
      boolean nowActive,
      boolean nowAcknowledged,
      boolean nowConfirmed,
      long ticks,
      long nowActiveChanged) {
    return new AlarmState(
        UUID.randomUUID(),
        branch,
        nowEnabled,
        nowActive,
        nowAcknowledged,
        nowConfirmed,
        severity,
        message,
        comment,
        ticks,
        nowActiveChanged);
  }

  /** The same state in other words. */
  private AlarmState saying(int newSeverity, String newMessage, String newComment) {
    return new AlarmState(
        eventId,
        branch,
        enabled,
        active,
        acknowledged,
        confirmed,
        newSeverity,
        newMessage,
        newComment,
        time,
        activeChanged);
  }
}

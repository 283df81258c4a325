package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * Says which records become which message.
 *
 * @param record the kind of record it is about
 * @param equipment ids of equipment; none for all
 * @param from ids of rules (violations) or models (inferences); none for all
 * @param severity severities of violations it is about; none for all
 * @param message what the record becomes
 * @param text description with {@code {placeholders}}; empty for the usual one
 */
public record MesMessageRule(
    Kind record,
    List<String> equipment,
    List<String> from,
    List<String> severity,
    Message message,
    String text)
    implements Serializable {

  /** Kinds of records messages are made of. */
  public enum Kind {
    VIOLATION,
    INFERENCE
  }

  /** What a record may become. */
  public enum Message {
    /** Nothing. */
    NONE,
    /** NotifyOperationsEvent. */
    OPERATIONS_EVENT,
    /** ProcessTestResult where the result is NotOK, SyncTestResult where it is not. */
    TEST_RESULT,
    /** SyncTestResult, which only informs. */
    SYNC_TEST_RESULT,
    /** SyncWorkAlert. */
    WORK_ALERT
  }

  public MesMessageRule {
    equipment = List.copyOf(equipment);
    from = List.copyOf(from);
    severity = List.copyOf(severity);
  }
}

package io.resonance.schema.registry;

/** A Kafka record that cannot be read as the record its topic holds. */
public final class UndecodableRecordException extends RuntimeException {

  public UndecodableRecordException(String message) {
    super(message);
  }

  UndecodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}

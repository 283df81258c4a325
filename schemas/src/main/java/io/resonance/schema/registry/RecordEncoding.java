package io.resonance.schema.registry;

import java.io.Serializable;

/**
 * Turns a record into what is written to Kafka. Not safe for use by several threads.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordEncoding<T> extends Serializable {

  /** The record for Kafka; neither null nor shared with the argument. */
  KafkaRecord encode(T element);
}

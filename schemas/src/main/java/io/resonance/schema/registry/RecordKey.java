package io.resonance.schema.registry;

import java.io.Serializable;
import java.util.function.Function;

/** How the key of a Kafka record is found in its value. */
@FunctionalInterface
public interface RecordKey<T> extends Function<T, String>, Serializable {}

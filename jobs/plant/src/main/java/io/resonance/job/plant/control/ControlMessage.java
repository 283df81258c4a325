package io.resonance.job.plant.control;

/**
 * A record of the control topic as it came.
 *
 * @param place topic, partition and offset, for errors
 * @param key empty where it has none
 * @param value null where the key was removed
 * @param timestamp Kafka's, in milliseconds since the Unix epoch
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; Flink serializes it as a POJO without copies
public record ControlMessage(String place, String key, byte[] value, long timestamp) {}

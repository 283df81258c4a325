package io.resonance.schema.registry;

/**
 * A record ready to be written to Kafka. Everything a job writes passes through one sink as these,
 * so that what belongs together (a violation and its MES message, values and the inference made
 * from them) becomes visible in one transaction.
 *
 * @param topic full name of the topic
 * @param key UTF-8 of the equipment, or of what a topic is keyed by otherwise
 * @param value Confluent's wire format; null where a compacted topic is to forget the key
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; Flink serializes it as a POJO without copies
public record KafkaRecord(String topic, byte[] key, byte[] value) {}

package io.resonance.connector.mtconnect.client.document;

/**
 * The Header of a streams document; numbers are unsigned 64-bit.
 *
 * @param instanceId changes when the agent's buffer was cleared
 * @param firstSequence oldest observation in the buffer
 * @param lastSequence newest observation in the buffer
 * @param nextSequence where the next request continues
 * @param bufferSize observations the buffer holds, 0 if not given
 * @param version version of the agent
 * @param creationNanos creationTime, nanoseconds since the Unix epoch, 0 if not readable
 * @param deviceModelChangeTime when the device model last changed (1.7 and later), as written,
 *     empty if not given
 */
public record StreamsHeader(
    long instanceId,
    long firstSequence,
    long lastSequence,
    long nextSequence,
    long bufferSize,
    String version,
    long creationNanos,
    String deviceModelChangeTime) {}

package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the state of the job is saved.
 *
 * @param folder URI of a Flink file system, such as {@code file:///var/lib/resonance/checkpoints}
 *     or {@code s3://bucket/path}
 * @param interval time between checkpoints, which is also what exactly-once adds to the latency at
 *     most
 */
public record Checkpoints(String folder, Duration interval) implements Serializable {}

package io.resonance.infer.predict;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a model may take and what happens to one that takes longer.
 *
 * @param timeout how long the operator waits for the answer to a micro-batch
 * @param maxTimeouts timeouts on end after which the model is suspended; also how many calls that
 *     never returned may be left behind
 * @param suspension how long a suspended model is not asked
 */
public record CallLimits(Duration timeout, int maxTimeouts, Duration suspension)
    implements Serializable {}

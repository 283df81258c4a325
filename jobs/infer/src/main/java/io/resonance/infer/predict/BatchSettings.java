package io.resonance.infer.predict;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a micro-batch ends and how it is run.
 *
 * @param maxBatch windows in a micro-batch
 * @param maxWait how long its first window waits for others
 * @param threadsPerModel threads of the engine within one operator of one model
 * @param profile what inferences name as their profile
 * @param limits how long a model may take
 */
public record BatchSettings(
    int maxBatch, Duration maxWait, int threadsPerModel, String profile, CallLimits limits)
    implements Serializable {}

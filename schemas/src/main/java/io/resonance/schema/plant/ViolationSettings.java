package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/**
 * How violations of one plant are reported. All times are on the clock of the values.
 *
 * @param reopenWithin a violation that comes back this soon after it was cleared is the same one
 * @param floodFirst so many reports of one rule and equipment are passed on in an interval; the
 *     others are counted
 * @param floodInterval length of that interval
 */
public record ViolationSettings(Duration reopenWithin, int floodFirst, Duration floodInterval)
    implements Serializable {

  /** What a plant file that says nothing gets. */
  public static final ViolationSettings DEFAULT =
      new ViolationSettings(Duration.ofMinutes(10), 20, Duration.ofMinutes(10));
}

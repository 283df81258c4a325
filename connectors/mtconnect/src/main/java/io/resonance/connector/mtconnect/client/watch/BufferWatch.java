package io.resonance.connector.mtconnect.client.watch;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Watches how much of an agent's buffer waits to be read, and says once per episode that half of it
 * does. Without threads or a clock of its own.
 *
 * <p>A source that begins with a full buffer is not behind: it must have caught up before an
 * episode can begin.
 */
public final class BufferWatch {
  private static final double ALARMING = 0.5;
  private static final double CALM = 0.25;
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double WEIGHT = 0.3;

  private boolean armed;
  private boolean rated;
  private long ratedLast;
  private long ratedAt;
  private double perSecond = Double.NaN;
  private State state = new State(0, 0, Double.NaN);

  /**
   * What is known of a buffer.
   *
   * @param lag observations that wait to be read
   * @param size observations it holds, 0 if the agent does not say
   * @param perSecond observations the agent makes in a second; not a number until it is known
   */
  public record State(long lag, long size, double perSecond) {
    /** Share of the buffer that waits, 0 to 1; not a number if the agent does not say its size. */
    public double share() {
      return size == 0 ? Double.NaN : Math.min(1, (double) lag / size);
    }

    /** Seconds until what waits is overwritten if nothing is read; not a number if not known. */
    public double secondsLeft() {
      return size == 0 || !(perSecond > 0) ? Double.NaN : Math.max(0, size - lag) / perSecond;
    }
  }

  /**
   * @param readBefore whether the position is one from a checkpoint: then being behind is alarming
   *     from the beginning
   */
  public BufferWatch(boolean readBefore) {
    armed = readBefore;
  }

  public State state() {
    return state;
  }

  /**
   * Takes the header of a document.
   *
   * @param next position after it
   * @param nowNanos time
   * @return the state, if an episode begins with it
   */
  public Optional<State> read(StreamsHeader header, long next, long nowNanos) {
    rate(header.lastSequence(), nowNanos);
    long waiting = header.lastSequence() + 1 - next;
    state = new State(Math.max(0, waiting), Math.max(0, header.bufferSize()), perSecond);
    if (armed && state.share() >= ALARMING) {
      armed = false;
      return Optional.of(state);
    }
    if (state.share() <= CALM) {
      armed = true;
    }
    return Optional.empty();
  }

  private void rate(long last, long nowNanos) {
    if (!rated || Long.compareUnsigned(last, ratedLast) < 0) {
      rated = true;
      ratedLast = last;
      ratedAt = nowNanos;
    } else if (nowNanos - ratedAt >= LEAST_NANOS) {
      double now = (last - ratedLast) * 1e9 / (nowNanos - ratedAt);
      perSecond = Double.isNaN(perSecond) ? now : perSecond + WEIGHT * (now - perSecond);
      ratedLast = last;
      ratedAt = nowNanos;
    }
  }
}

package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.network.AgentAnswer;
import java.util.function.UnaryOperator;

/**
 * What a simulated agent does wrong until {@link #clear()}; every fault may be switched on and off
 * at any time, by any thread, and holds for streams under way as well.
 */
public final class AgentFaults {
  private volatile UnaryOperator<Numbers> header = UnaryOperator.identity();
  private volatile Streams streams = Streams.HEALTHY;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private volatile long cutAfter = Long.MAX_VALUE;

  /**
   * The numbers of a Header, all unsigned.
   *
   * @param instanceId changes when the buffer was cleared
   * @param firstSequence oldest in the buffer
   * @param lastSequence newest in the buffer
   * @param nextSequence where the next request continues
   */
  public record Numbers(
      long instanceId, long firstSequence, long lastSequence, long nextSequence) {}

  /** What streams do. */
  enum Streams {
    HEALTHY,
    HEARTBEATS_ONLY,
    MUTE
  }

  AgentFaults() {}

  /** Headers of streams documents lie. */
  public void header(UnaryOperator<Numbers> lie) {
    header = lie;
  }

  /** Streams send only heartbeats, whatever the buffer holds. */
  public void heartbeatsOnly() {
    streams = Streams.HEARTBEATS_ONLY;
  }

  /** Streams send nothing at all, and stay open. */
  public void mute() {
    streams = Streams.MUTE;
  }

  /** Answers dribble at this pace. */
  public void slow(long bytesEachSecond) {
    bytesPerSecond = Math.max(1, bytesEachSecond);
  }

  /** Each answer ends after so many bytes, with its connection. */
  public void cutAfter(long bytes) {
    cutAfter = bytes;
  }

  /** All is well again. */
  public void clear() {
    header = UnaryOperator.identity();
    streams = Streams.HEALTHY;
    bytesPerSecond = Long.MAX_VALUE;
    cutAfter = Long.MAX_VALUE;
  }

  public Numbers said(Numbers truth) {
    return header.apply(truth);
  }

  Streams streams() {
    return streams;
  }

  /** The answer as it goes out with the faults of its bytes. */
  AgentAnswer sent(AgentAnswer answer) {
    return new Dribble(answer);
  }

  /** An answer sent slowly or cut off, if that is asked for while it goes. */
  private final class Dribble implements AgentAnswer {
    private static final int SLICES_PER_SECOND = 20;

    private final AgentAnswer whole;
    private byte[] left = new byte[0];
    private int at;
    private long sent;
    private long pausedUntil;

    Dribble(AgentAnswer whole) {
      this.whole = whole;
    }

    @Override
    public Turn next(long nowNanos) {
      if (sent >= cutAfter) {
        return new Turn.Close();
      }
      if (at == left.length) {
        Turn turn = whole.next(nowNanos);
        if (!(turn instanceof Turn.Send send)) {
          return turn;
        }
        left = send.bytes();
        at = 0;
      }
      long pace = bytesPerSecond;
      if (pace != Long.MAX_VALUE && nowNanos < pausedUntil) {
        return new Turn.Pause(pausedUntil);
      }
      long most = pace == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, pace / SLICES_PER_SECOND);
      int size = (int) Math.min(left.length - at, Math.min(most, cutAfter - sent));
      byte[] slice = java.util.Arrays.copyOfRange(left, at, at + size);
      at += size;
      sent += size;
      if (pace != Long.MAX_VALUE) {
        pausedUntil = nowNanos + 1_000_000_000L * size / pace;
      }
      return new Turn.Send(slice);
    }
  }
}

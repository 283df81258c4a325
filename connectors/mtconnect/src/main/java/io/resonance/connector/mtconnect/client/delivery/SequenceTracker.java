package io.resonance.connector.mtconnect.client.delivery;

import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectGap.Phase;
import io.resonance.connector.mtconnect.source.MtConnectGap.Reason;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition.At;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides from headers what is delivered, what is lost and where to go on: the only place that
 * does. A state machine without threads, clocks or I/O.
 *
 * <p>A header that looks wrong (another instanceId, numbers that run backwards or contradict each
 * other) is never believed at once: {@link #document} then asks for a request that locates the
 * buffer anew, and only {@link #located} moves the position across instances. A restart of the
 * agent must have been seen there twice, and between in the answer to a request of another kind
 * ({@link #witnessed}): two lies in a row change nothing. Numbers for which there are no
 * observations are declared lost when they were missing twice and the agent says elsewhere that it
 * got that far.
 */
public final class SequenceTracker {
  private final String splitId;
  private final Coverage coverage;
  private MtConnectPosition position;
  private OptionalLong lastTimestamp;
  private Optional<MtConnectGap> open;
  private Optional<Suspicion> suspicion = Optional.empty();
  private Optional<Hole> suspectedHole = Optional.empty();
  private long knownEnd;

  /** A restart that is not believed yet: what was seen, and whether another answer agreed. */
  private record Suspicion(long instanceId, long last, boolean witnessed) {
    // Within an instance numbers only grow.
    boolean agreesWith(StreamsHeader header) {
      return header.instanceId() == instanceId && !less(header.lastSequence(), last);
    }
  }

  /** Numbers, the first and the one after the last, for which a document had no observations. */
  private record Hole(long from, long to) {}

  /** Whether an agent is asked for all of its observations, so that they must be consecutive. */
  public enum Coverage {
    /** All: a hole between sequence numbers is suspicious. */
    WHOLE,
    /** A device or a path: holes are the observations of others. */
    FILTERED
  }

  /**
   * What a document holds.
   *
   * @param lowestNew lowest sequence number that is not before the position
   * @param runEnd first number that is missing from there on; that of {@code lowestNew} plus one if
   *     nothing follows
   * @param highest highest sequence number
   */
  public record Rows(OptionalLong lowestNew, OptionalLong runEnd, OptionalLong highest) {
    /** No observations from the position on. */
    public static Rows none() {
      return new Rows(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
  }

  /** What to do with a document of a stream. */
  public sealed interface Verdict {}

  /**
   * Deliver the observations {@code from} (inclusive) to {@code next} (exclusive) after the gaps.
   * If the document goes on beyond {@code next}, ask again for the rest of it.
   *
   * @param from first sequence number to deliver, unsigned
   * @param next first sequence number not to deliver, unsigned
   * @param gaps declared or closed by this document
   */
  public record Deliver(long from, long next, List<MtConnectGap> gaps) implements Verdict {}

  /**
   * Deliver nothing; end the stream and locate the buffer.
   *
   * @param why what looks wrong
   */
  public record Locate(String why) implements Verdict {}

  /** What to do after the buffer was located. */
  public sealed interface Located {}

  /**
   * Go on at the tracker's position.
   *
   * @param gaps declared or closed
   * @param newInstance whether the position is in another instance than before
   */
  public record Resume(List<MtConnectGap> gaps, boolean newInstance) implements Located {}

  /**
   * Go on at whatever is oldest when the request arrives: in a full buffer any number named now may
   * be gone by then. The document that comes says what is lost.
   */
  public record ResumeAtOldest() implements Located {}

  /**
   * Ask otherwise ({@link #witnessed}), then locate once more, before a restart is believed.
   *
   * @param why what was seen
   */
  public record Confirm(String why) implements Located {}

  /**
   * @param splitId id of the split: gaps of two devices of an agent are two gaps
   * @param coverage whether all observations are asked for
   * @param progress where to go on
   */
  public SequenceTracker(String splitId, Coverage coverage, MtConnectProgress progress) {
    this.splitId = splitId;
    this.coverage = coverage;
    this.position = progress.position();
    this.lastTimestamp = progress.lastTimestampNanos();
    this.open = progress.openGap();
  }

  /** Where the next request goes on. */
  public MtConnectPosition position() {
    return position;
  }

  /** What a checkpoint must keep after everything decided so far was emitted. */
  public MtConnectProgress progress() {
    return new MtConnectProgress(position, lastTimestamp, open);
  }

  /** Notes the time of the last observation delivered. */
  public void delivered(long timestampNanos) {
    lastTimestamp = OptionalLong.of(timestampNanos);
  }

  /** The connection is lost: opens a gap unless one is open. */
  public Optional<MtConnectGap> connectionLost() {
    if (open.isPresent()) {
      return Optional.empty();
    }
    open = Optional.of(gap(Reason.CONNECTION_LOST, Phase.OPEN));
    return open;
  }

  /**
   * A document of a stream, or the answer to a poll, that was asked for from the position.
   *
   * @param header its header
   * @param rows what it holds
   */
  public Verdict document(StreamsHeader header, Rows rows) {
    if (!(position instanceof At at)) {
      return new Locate("nothing has been located yet");
    }
    if (header.instanceId() != at.instanceId()) {
      return new Locate("instanceId is " + Long.toUnsignedString(header.instanceId()));
    }
    long first = header.firstSequence();
    long last = header.lastSequence();
    long next = header.nextSequence();
    long expected = at.nextSequence();
    if (less(last + 1, first) || less(last + 1, next) || less(next, first)) {
      return new Locate("the header contradicts itself: " + numbers(header));
    }
    if (less(next, expected)) {
      return new Locate("sequence numbers run backwards: " + numbers(header));
    }
    if (rows.highest().isPresent() && !less(rows.highest().getAsLong(), next)) {
      return new Locate("it holds observations beyond its nextSequence: " + numbers(header));
    }
    long lowest = rows.lowestNew().orElse(next);
    long from = less(expected, first) ? (less(lowest, first) ? lowest : first) : expected;
    long to = next;
    if (coverage == Coverage.WHOLE) {
      to = rows.runEnd().orElse(next);
      if (less(from, lowest)) {
        OptionalLong confirmed = confirmedHole(expected, from, lowest);
        if (confirmed.isEmpty()) {
          suspectedHole = Optional.of(new Hole(expected, lowest));
          return new Locate("observations are missing in the document: " + numbers(header));
        }
        from = confirmed.getAsLong();
        to = less(from, lowest) ? from : to;
      }
    }
    suspectedHole = Optional.empty();
    suspicion = Optional.empty();
    return new Deliver(from, to, moved(at, from, to));
  }

  // Real is what was missing twice from the same position, as far as a located header vouches for
  // it.
  private OptionalLong confirmedHole(long expected, long from, long lowest) {
    if (suspectedHole.isEmpty() || suspectedHole.get().from() != expected) {
      return OptionalLong.empty();
    }
    long end = least(lowest, least(suspectedHole.get().to(), knownEnd));
    return less(from, end) ? OptionalLong.of(end) : OptionalLong.empty();
  }

  /**
   * The answer to a request for the oldest observation of the buffer.
   *
   * @param header its header
   */
  public Located located(StreamsHeader header) {
    long first = header.firstSequence();
    long last = header.lastSequence();
    if (less(last + 1, first)) {
      return new Confirm("the header contradicts itself: " + numbers(header));
    }
    if (!(position instanceof At at)) {
      position = MtConnectPosition.at(header.instanceId(), first);
      knownEnd = last + 1;
      return new Resume(healed(header.instanceId(), first), true);
    }
    if (header.instanceId() != at.instanceId()) {
      return suspected(header, "instanceId is " + Long.toUnsignedString(header.instanceId()));
    }
    if (less(last + 1, at.nextSequence())) {
      return suspected(header, "sequence numbers run backwards: " + numbers(header));
    }
    suspicion = Optional.empty();
    knownEnd = last + 1;
    if (less(at.nextSequence(), first)) {
      return new ResumeAtOldest();
    }
    return new Resume(List.of(), false);
  }

  private Located suspected(StreamsHeader header, String why) {
    if (suspicion.isPresent()
        && suspicion.get().witnessed()
        && suspicion.get().agreesWith(header)) {
      return restarted(header);
    }
    suspicion = Optional.of(new Suspicion(header.instanceId(), header.lastSequence(), false));
    return new Confirm(why);
  }

  /**
   * The answer to a request of another kind than the one that raised a suspicion: it confirms that
   * or ends it.
   *
   * @param header its header
   */
  public void witnessed(StreamsHeader header) {
    suspicion =
        suspicion
            .filter(seen -> seen.agreesWith(header))
            .map(seen -> new Suspicion(header.instanceId(), header.lastSequence(), true));
  }

  /**
   * The answer to a current request, when reading begins with it: everything in it is delivered.
   *
   * @param header its header
   */
  public Deliver snapshot(StreamsHeader header) {
    position = MtConnectPosition.at(header.instanceId(), header.nextSequence());
    List<MtConnectGap> gaps = healed(header.instanceId(), header.nextSequence());
    return new Deliver(0, header.nextSequence(), gaps);
  }

  private Located restarted(StreamsHeader header) {
    suspicion = Optional.empty();
    knownEnd = header.lastSequence() + 1;
    MtConnectGap lost =
        open.orElseGet(() -> gap(Reason.AGENT_RESTARTED, Phase.OPEN))
            .closed(
                Reason.AGENT_RESTARTED,
                Phase.LOST,
                header.instanceId(),
                header.firstSequence(),
                OptionalLong.empty());
    open = Optional.empty();
    position = MtConnectPosition.at(header.instanceId(), header.firstSequence());
    return new Resume(List.of(lost), true);
  }

  // from > expected: exactly from - expected sequence numbers are no longer in the buffer.
  private List<MtConnectGap> moved(At at, long from, long next) {
    long lost = from - at.nextSequence();
    List<MtConnectGap> gaps;
    if (lost == 0) {
      gaps = healed(at.instanceId(), from);
    } else {
      MtConnectGap overrun =
          open.orElseGet(() -> gap(Reason.BUFFER_OVERRUN, Phase.OPEN))
              .closed(
                  Reason.BUFFER_OVERRUN, Phase.LOST, at.instanceId(), from, OptionalLong.of(lost));
      gaps = List.of(coverage == Coverage.WHOLE ? overrun : overrun.atMost());
      open = Optional.empty();
    }
    position = MtConnectPosition.at(at.instanceId(), next);
    return gaps;
  }

  private List<MtConnectGap> healed(long instanceId, long sequence) {
    List<MtConnectGap> gaps =
        open.stream()
            .map(
                gap ->
                    gap.closed(
                        gap.reason(), Phase.HEALED, instanceId, sequence, OptionalLong.of(0)))
            .toList();
    open = Optional.empty();
    return gaps;
  }

  private MtConnectGap gap(Reason reason, Phase phase) {
    OptionalLong instance =
        position instanceof At at ? OptionalLong.of(at.instanceId()) : OptionalLong.empty();
    OptionalLong sequence =
        position instanceof At at ? OptionalLong.of(at.nextSequence()) : OptionalLong.empty();
    return new MtConnectGap(
        MtConnectGap.idOf(splitId, reason, text(instance), text(sequence)),
        reason,
        phase,
        instance,
        OptionalLong.empty(),
        sequence,
        OptionalLong.empty(),
        lastTimestamp,
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static String text(OptionalLong value) {
    return value.isPresent() ? Long.toUnsignedString(value.getAsLong()) : "unread";
  }

  private static long least(long a, long b) {
    return less(a, b) ? a : b;
  }

  private static boolean less(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }

  private static String numbers(StreamsHeader header) {
    return "firstSequence %s, lastSequence %s, nextSequence %s"
        .formatted(
            Long.toUnsignedString(header.firstSequence()),
            Long.toUnsignedString(header.lastSequence()),
            Long.toUnsignedString(header.nextSequence()));
  }
}

package io.resonance.connector.mtconnect.client.delivery;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.client.watch.AgentClockCheck;
import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Cuts parsed documents into batches, each with the progress that holds after it. */
public final class DocumentDelivery {

  private static final long SECOND = 1_000_000_000L;
  private static final Set<String> DEVICE_NEWS =
      Set.of("DeviceAdded", "DeviceChanged", "DeviceRemoved");
  private final String splitId;
  private final SequenceTracker tracker;
  private final StreamsParser parser;
  private final MtConnectBatchBuilder columns;
  private final int batchSize;
  private final BatchOutput output;
  private final AgentMeter meter;
  private final DeliveredState state;
  private final DeliveredAssets assets;
  private final AgentClockCheck clocks = new AgentClockCheck();

  public DocumentDelivery(
      String splitId,
      SequenceTracker tracker,
      StreamsParser parser,
      int batchSize,
      BatchOutput output,
      AgentMeter meter) {
    this.splitId = splitId;
    this.tracker = tracker;
    this.parser = parser;
    this.columns = new MtConnectBatchBuilder(splitId);
    this.batchSize = batchSize;
    this.output = output;
    this.meter = meter;
    this.state = new DeliveredState(output);
    this.assets = new DeliveredAssets(splitId, tracker, output);
  }

  /** Assets that documents report and that answers bring. */
  public DeliveredAssets assets() {
    return assets;
  }

  /**
   * Takes the answer to a current request; it is emitted when the position has come to it.
   *
   * @return false if the position is beyond it, so that a newer one is needed
   */
  public boolean state(byte[] body, int length) throws MtConnectDocumentException {
    MtConnectBatchBuilder all = new MtConnectBatchBuilder(splitId);
    AgentDocument document = parser.parse(body, 0, length, all);
    if (!(document instanceof AgentDocument.Streams streams)) {
      throw new MtConnectDocumentException("it answered " + document);
    }
    all.sort();
    StreamsHeader header = streams.header();
    if (!(tracker.position() instanceof MtConnectPosition.At at)
        || at.instanceId() != header.instanceId()
        || Long.compareUnsigned(header.nextSequence(), at.nextSequence()) < 0) {
      return false;
    }
    state.take(
        all.batch(header.instanceId(), header.nextSequence(), 0, all.size(), List.of(), List.of()));
    state.emitIfReached(tracker.progress());
    return true;
  }

  public AgentDocument parse(byte[] bytes, int offset, int length)
      throws MtConnectDocumentException {
    AgentDocument document = parser.parse(bytes, offset, length, columns);
    columns.sort();
    return document;
  }

  /** What the document parsed last holds, seen from the tracker's position. */
  public SequenceTracker.Rows rows() {
    int size = columns.size();
    if (size == 0) {
      return SequenceTracker.Rows.none();
    }
    OptionalLong highest = OptionalLong.of(columns.sequence(size - 1));
    int from = rowsFrom();
    if (from == size) {
      return new SequenceTracker.Rows(OptionalLong.empty(), OptionalLong.empty(), highest);
    }
    return new SequenceTracker.Rows(
        OptionalLong.of(columns.sequence(from)), OptionalLong.of(runEnd(from, size)), highest);
  }

  private int rowsFrom() {
    return tracker.position() instanceof MtConnectPosition.At at
        ? columns.firstFrom(at.nextSequence())
        : 0;
  }

  // Rows are sorted; some agents give two of them one number.
  private long runEnd(int from, int size) {
    long last = columns.sequence(from);
    for (int i = from + 1; i < size; i++) {
      long next = columns.sequence(i);
      if (next - last > 1) {
        break;
      }
      last = next;
    }
    return last + 1;
  }

  /**
   * True if the document parsed last tells, in observations alone, that a device came or changed.
   */
  public boolean tellsOfDevices(StreamsHeader header) {
    if (!header.deviceModelChangeTime().isEmpty()) {
      return false; // the header tells it
    }
    for (int i = rowsFrom(); i < columns.size(); i++) {
      if (DEVICE_NEWS.contains(columns.item(i).type())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Emits the rows of the document parsed last that the tracker wants delivered.
   *
   * @return how many
   */
  public int deliver(SequenceTracker.Deliver wanted, StreamsHeader header) {
    int from = columns.firstFrom(wanted.from());
    int to = columns.firstFrom(wanted.next());
    List<MtConnectGap> gaps = beforeRows(wanted, header);
    if (to > from) {
      tracker.delivered(columns.timestampNanos(to - 1));
    }
    MtConnectProgress after = tracker.progress();
    if (to > from) {
      long first = columns.timestampNanos(from);
      gaps = gaps.stream().map(gap -> gap.endingAt(first)).toList();
    }
    count(gaps);
    meter.chunk(to - from);
    clocks.look(header, columns, from, to);
    List<MtConnectOddity> oddities = columns.oddities();
    int piece = from;
    do {
      int end = pieceEnd(piece, to);
      boolean last = end == to;
      long next = last ? wanted.next() : columns.sequence(end);
      MtConnectBatch batch = columns.batch(header.instanceId(), next, piece, end, gaps, oddities);
      MtConnectProgress progress = last ? after : partial(header, next, end);
      output.emit(batch, progress);
      state.emitIfReached(progress);
      assets.reportedIn(batch, progress);
      gaps = List.of();
      oddities = List.of();
      piece = end;
    } while (piece < to);
    return to - from;
  }

  public void describe(long instanceId, long next, DevicesParser.Devices found) {
    output.emit(
        MtConnectBatchBuilder.described(
            splitId, instanceId, next, found.dataItems(), found.documents()),
        tracker.progress());
  }

  // The state is due before the rows where all of them are later; what is lost makes it worthless.
  private List<MtConnectGap> beforeRows(SequenceTracker.Deliver wanted, StreamsHeader header) {
    if (wanted.gaps().stream().anyMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST)) {
      state.forget();
    }
    int from = columns.firstFrom(wanted.from());
    if (!state.isDueBefore(columns, from)) {
      return wanted.gaps();
    }
    MtConnectProgress now = tracker.progress();
    MtConnectProgress before =
        new MtConnectProgress(
            MtConnectPosition.at(header.instanceId(), state.position()),
            now.lastTimestampNanos(),
            now.openGap());
    if (!wanted.gaps().isEmpty()) {
      count(wanted.gaps());
      output.emit(
          MtConnectBatchBuilder.notes(
              splitId, header.instanceId(), wanted.from(), List.of(), wanted.gaps()),
          before);
    }
    state.emitIfReached(before);
    return List.of();
  }

  /**
   * Declares gaps that a document closed before anything was observed after them: they end when the
   * agent wrote it. Creation times are often cut to whole seconds, so the end is the next full one.
   */
  public void declareClosed(List<MtConnectGap> gaps, StreamsHeader header) {
    declare(gaps.stream().map(gap -> closedBy(gap, header)).toList());
  }

  private static MtConnectGap closedBy(MtConnectGap gap, StreamsHeader header) {
    if (gap.phase() == MtConnectGap.Phase.OPEN
        || gap.toNanos().isPresent()
        || header.creationNanos() == 0) {
      return gap;
    }
    return gap.endingAt((Math.floorDiv(header.creationNanos(), SECOND) + 1) * SECOND);
  }

  public void declare(List<MtConnectGap> gaps) {
    count(gaps);
    long instance = 0;
    long next = 0;
    if (tracker.position() instanceof MtConnectPosition.At at) {
      instance = at.instanceId();
      next = at.nextSequence();
    }
    output.emit(
        MtConnectBatchBuilder.notes(splitId, instance, next, List.of(), gaps), tracker.progress());
  }

  private void count(List<MtConnectGap> gaps) {
    gaps.forEach(gap -> meter.gap(gap.count().orElse(0)));
  }

  // Rows with the same sequence number stay together: the progress cannot point between them.
  private int pieceEnd(int from, int to) {
    int end = state.cut(columns, from, Math.min(to, from + batchSize));
    while (end < to && end > from && columns.sequence(end) == columns.sequence(end - 1)) {
      end++;
    }
    return end;
  }

  // Rows are sorted and the header vouches for the whole document, so a cut between two rows is a
  // position too: everything before it has been emitted.
  private MtConnectProgress partial(StreamsHeader header, long next, int end) {
    return new MtConnectProgress(
        MtConnectPosition.at(header.instanceId(), next),
        OptionalLong.of(columns.timestampNanos(end - 1)),
        tracker.progress().openGap());
  }
}

package io.resonance.connector.opcua.source;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What the source emits: the values of one notification of one subscription, in columns, with
 * whatever there is to say beside them: descriptions before the first values of an epoch, refused
 * items, gaps. Any of the lists may be empty, the values too. Immutable by agreement: nobody writes
 * into the columns after construction.
 *
 * <p>(endpointId, subscription, epoch, sequence) identifies a live notification; a replay after a
 * failure brings the same. Backfilled batches repeat the sequence number of the last live
 * notification before them. Values of one item come in the order in which the server sent them.
 * Times are nanoseconds since the Unix epoch and keep the 100 ns of the protocol.
 */
@TypeInfo(OpcUaBatchTypeInfoFactory.class)
public final class OpcUaBatch {

  /** The time of a value that has none. */
  public static final long ABSENT = Long.MIN_VALUE;

  private final String endpointId;
  private final int subscription;
  private final long epoch;
  private final long sequence;
  private final boolean backfilled;
  private final List<String> nodeIds;
  private final OpcUaColumns columns;
  private final List<OpcUaItemDescription> descriptions;
  private final List<OpcUaItemFault> faults;
  private final List<OpcUaGap> gaps;
  private final List<OpcUaConditionEvent> conditions;
  private final List<OpcUaServerReport> reports;
  private final List<String> browsePaths;
  private final List<OpcUaDrift> drifts;
  private final Optional<OpcUaConnectionSecurity> security;

  OpcUaBatch(OpcUaBatchBuilder builder) {
    this.endpointId = builder.endpointId;
    this.subscription = builder.subscription;
    this.epoch = builder.epoch;
    this.sequence = builder.sequence;
    this.backfilled = builder.backfilled;
    this.nodeIds = builder.nodeIds;
    this.columns = builder.columns;
    this.descriptions = List.copyOf(builder.descriptions);
    this.faults = List.copyOf(builder.faults);
    this.gaps = List.copyOf(builder.gaps);
    this.conditions = List.copyOf(builder.conditions);
    this.reports = List.copyOf(builder.reports);
    this.browsePaths = builder.browsePaths;
    this.drifts = List.copyOf(builder.drifts);
    this.security = builder.security;
  }

  /**
   * Starts a batch. The list of node ids is kept, not copied: pass one unmodifiable list for all
   * batches of a split.
   */
  public static OpcUaBatchBuilder builder(
      String endpointId, int subscription, List<String> nodeIds) {
    return new OpcUaBatchBuilder(endpointId, subscription, nodeIds);
  }

  /** The endpoint's id. */
  public String endpointId() {
    return endpointId;
  }

  /** Which subscription of the endpoint, from 0. */
  public int subscription() {
    return subscription;
  }

  /**
   * A number that grows whenever the subscription is made anew, and with it sequence numbers start
   * over.
   */
  public long epoch() {
    return epoch;
  }

  /**
   * The sequence number of the notification message (UInt32; 1 follows 4294967295), 0 before the
   * first.
   */
  public long sequence() {
    return sequence;
  }

  /** Whether the values were fetched later, from the server's history. */
  public boolean backfilled() {
    return backfilled;
  }

  /** All values; nobody adds to them. */
  public OpcUaColumns columns() {
    return columns;
  }

  /** How many values there are. */
  public int size() {
    return columns.size;
  }

  /** All nodes the item column refers to. */
  public List<String> nodeIds() {
    return nodeIds;
  }

  /** The item of a value, an index into {@link #nodeIds()}. */
  public int item(int index) {
    return columns.items[index];
  }

  /** The node of a value, as configured. */
  public String nodeId(int index) {
    return nodeIds.get(columns.items[index]);
  }

  /**
   * The full browse path of a node, by its index in {@link #nodeIds()}; empty if it is not known.
   */
  public String browsePath(int item) {
    return browsePaths.isEmpty() ? "" : browsePaths.get(item);
  }

  /**
   * The full browse paths of all {@link #nodeIds()}, empty texts where they are not known; an empty
   * list if none is. One list for all batches of a subscription until something changes.
   */
  public List<String> browsePaths() {
    return browsePaths;
  }

  /** The kind of a value, one of {@link OpcUaValueKind}. */
  public byte kind(int index) {
    return columns.kind(index);
  }

  /** The bits of a scalar, as its kind says. */
  public long bits(int index) {
    return columns.bits[index];
  }

  /** The object of a non-scalar, as its kind says; null for a null string. */
  public Object object(int index) {
    return columns.object(index);
  }

  /** Whether any value is in the object column; most batches hold numbers only. */
  public boolean hasObjects() {
    return columns.objects != null;
  }

  /** Whether a value is a number or a boolean that {@link #doubleValue} can give. */
  public boolean isNumeric(int index) {
    byte kind = columns.kind(index);
    return kind >= OpcUaValueKind.BOOLEAN && kind <= OpcUaValueKind.DOUBLE;
  }

  /** A numeric value as a double; Int64 beyond 2^53 loses precision here (not in {@link #bits}). */
  public double doubleValue(int index) {
    long bits = columns.bits[index];
    return switch (columns.kind(index)) {
      case OpcUaValueKind.DOUBLE -> Double.longBitsToDouble(bits);
      case OpcUaValueKind.FLOAT -> Float.intBitsToFloat((int) bits);
      case OpcUaValueKind.UINT64 -> bits >= 0 ? bits : bits + 0x1p64;
      default -> {
        if (!isNumeric(index)) {
          throw new IllegalArgumentException(
              "Value %d of node %s has the kind %d and is not a number"
                  .formatted(index, nodeId(index), columns.kind(index)));
        }
        yield bits;
      }
    };
  }

  /** The StatusCode, all 32 bits; bits 31:30 are the severity (00 good, 01 uncertain, 10 bad). */
  public int statusCode(int index) {
    return columns.statusCode(index);
  }

  /** When the value changed at its source, or {@link #ABSENT}. */
  public long sourceTime(int index) {
    return columns.sourceTimes[index];
  }

  /** When the server got the value, or {@link #ABSENT}. */
  public long serverTime(int index) {
    return columns.serverTime(index);
  }

  /** What the source time has beyond its 100 ns, in units of 10 ps from 0 to 9999. */
  public int sourcePicoseconds(int index) {
    return columns.picoseconds == null ? 0 : columns.picoseconds[index] >>> 16;
  }

  /** What the server time has beyond its 100 ns, in units of 10 ps from 0 to 9999. */
  public int serverPicoseconds(int index) {
    return columns.picoseconds == null ? 0 : columns.picoseconds[index] & 0xffff;
  }

  /** Whether any value has picoseconds. */
  boolean hasPicoseconds() {
    return columns.picoseconds != null;
  }

  /** Whether all values are of the same {@link #kind}, as in most batches. */
  public boolean hasOneKind() {
    return columns.kinds == null;
  }

  /** Whether every value has status code 0, Good, as in most batches. */
  public boolean isAllGood() {
    return columns.statusCodes == null;
  }

  /** Whether the server time of every value is its source time, as in most batches. */
  public boolean hasOneTime() {
    return columns.serverTimes == null;
  }

  /** Whether every value has a source time, as in most batches. */
  public boolean hasSourceTimes() {
    return !columns.lacksSourceTimes;
  }

  /** The end of the values that are of the same item as the given one and follow it directly. */
  public int endOfRun(int index) {
    return columns.endOfRun(index);
  }

  /** Copies source times and bits of consecutive values: much faster than one by one. */
  public void copyTo(int from, int count, long[] sourceTimes, long[] bits, int at) {
    System.arraycopy(columns.sourceTimes, from, sourceTimes, at, count);
    System.arraycopy(columns.bits, from, bits, at, count);
  }

  /** Source time, else server time, else {@link #ABSENT}. */
  public long orderTime(int index) {
    return columns.orderTime(index);
  }

  /** The latest {@link #orderTime} in the batch, or {@link #ABSENT}. */
  public long maxTime() {
    return columns.latestTime;
  }

  /**
   * What the server says about its items; each comes before the item's first value of the epoch.
   */
  public List<OpcUaItemDescription> descriptions() {
    return descriptions;
  }

  /** Items the server refused. */
  public List<OpcUaItemFault> faults() {
    return faults;
  }

  /** How the connection is secured; usually not said. */
  public Optional<OpcUaConnectionSecurity> security() {
    return security;
  }

  /** Declared gaps. */
  public List<OpcUaGap> gaps() {
    return gaps;
  }

  /** What became of conditions and alarms, in the order of the server's events. */
  public List<OpcUaConditionEvent> conditions() {
    return conditions;
  }

  /** What was measured of the server, after each connection. */
  public List<OpcUaServerReport> reports() {
    return reports;
  }

  /** Nodes that are no longer what they were before this epoch. */
  public List<OpcUaDrift> drifts() {
    return drifts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaBatch that
        && endpointId.equals(that.endpointId)
        && subscription == that.subscription
        && epoch == that.epoch
        && sequence == that.sequence
        && backfilled == that.backfilled
        && descriptions.equals(that.descriptions)
        && faults.equals(that.faults)
        && gaps.equals(that.gaps)
        && conditions.equals(that.conditions)
        && reports.equals(that.reports)
        && drifts.equals(that.drifts)
        && security.equals(that.security)
        && sameValues(that);
  }

  private boolean sameValues(OpcUaBatch that) {
    if (size() != that.size()) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!nodeId(i).equals(that.nodeId(i))
          || !browsePath(item(i)).equals(that.browsePath(that.item(i)))
          || kind(i) != that.kind(i)
          || bits(i) != that.bits(i)
          || !Objects.deepEquals(object(i), that.object(i))
          || statusCode(i) != that.statusCode(i)
          || sourceTime(i) != that.sourceTime(i)
          || serverTime(i) != that.serverTime(i)
          || sourcePicoseconds(i) != that.sourcePicoseconds(i)
          || serverPicoseconds(i) != that.serverPicoseconds(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpointId, subscription, epoch, sequence, backfilled, size())
        + 31 * Arrays.hashCode(Arrays.copyOf(columns.sourceTimes, size()));
  }

  @Override
  public String toString() {
    return "OpcUaBatch[%s/%d epoch %d sequence %d, %d values%s, %d descriptions, faults %s, gaps %s, conditions %s, drifts %s]"
        .formatted(
            endpointId,
            subscription,
            epoch,
            sequence,
            size(),
            backfilled ? " backfilled" : "",
            descriptions.size(),
            faults,
            gaps,
            conditions,
            drifts);
  }
}

package io.resonance.connector.opcua.source;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The serialized form of a condition event in batches and splits. Part of format 2 of both; a
 * change of it needs a new version there.
 */
public final class OpcUaConditionFormat {

  private static final int MAX_BYTES = 16 << 20;
  private static final int ENABLED = 1;
  private static final int ACTIVE = 2;
  private static final int RETAIN = 4;
  private static final int CAN_BE_ACKNOWLEDGED = 8;
  private static final int ACKNOWLEDGED = 16;
  private static final int CAN_BE_CONFIRMED = 32;
  private static final int CONFIRMED = 64;

  private OpcUaConditionFormat() {}

  /** Writes an event. */
  public static void write(OpcUaConditionEvent event, DataOutput out) throws IOException {
    writeText(event.key().conditionId(), out);
    writeText(event.key().branchId(), out);
    OpcUaConditionEvent.Origin origin = event.origin();
    writeText(origin.eventType(), out);
    writeText(origin.conditionName(), out);
    writeText(origin.conditionClass(), out);
    writeText(origin.sourceNode(), out);
    writeText(origin.sourceName(), out);
    writeText(origin.inputNode(), out);
    OpcUaConditionEvent.State state = event.state();
    out.writeByte(flags(state));
    out.writeInt(state.severity());
    out.writeInt(state.quality());
    writeText(event.texts().message(), out);
    writeText(event.texts().comment(), out);
    out.writeLong(event.times().time());
    out.writeLong(event.times().receiveTime());
    out.writeLong(event.times().activeSince());
    writeText(event.eventId(), out);
    out.writeByte(event.cause().code());
  }

  /** Reads an event. */
  public static OpcUaConditionEvent read(DataInput in) throws IOException {
    OpcUaConditionEvent.Key key = new OpcUaConditionEvent.Key(readText(in), readText(in));
    OpcUaConditionEvent.Origin origin =
        new OpcUaConditionEvent.Origin(
            readText(in), readText(in), readText(in), readText(in), readText(in), readText(in));
    int flags = in.readByte();
    OpcUaConditionEvent.State state =
        new OpcUaConditionEvent.State(
            (flags & ENABLED) != 0,
            (flags & ACTIVE) != 0,
            (flags & RETAIN) != 0,
            optional(flags, CAN_BE_ACKNOWLEDGED, ACKNOWLEDGED),
            optional(flags, CAN_BE_CONFIRMED, CONFIRMED),
            in.readInt(),
            in.readInt());
    OpcUaConditionEvent.Texts texts = new OpcUaConditionEvent.Texts(readText(in), readText(in));
    OpcUaConditionEvent.Times times =
        new OpcUaConditionEvent.Times(in.readLong(), in.readLong(), in.readLong());
    return new OpcUaConditionEvent(
        key,
        origin,
        state,
        texts,
        times,
        readText(in),
        OpcUaConditionEvent.Cause.of(in.readByte()));
  }

  private static int flags(OpcUaConditionEvent.State state) {
    return (state.enabled() ? ENABLED : 0)
        | (state.active() ? ACTIVE : 0)
        | (state.retain() ? RETAIN : 0)
        | (state.acknowledged().isPresent() ? CAN_BE_ACKNOWLEDGED : 0)
        | (state.acknowledged().orElse(false) ? ACKNOWLEDGED : 0)
        | (state.confirmed().isPresent() ? CAN_BE_CONFIRMED : 0)
        | (state.confirmed().orElse(false) ? CONFIRMED : 0);
  }

  private static Optional<Boolean> optional(int flags, int present, int value) {
    return (flags & present) == 0 ? Optional.empty() : Optional.of((flags & value) != 0);
  }

  private static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException(
          "A condition event claims a text of %d bytes; the bytes are damaged.".formatted(length));
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

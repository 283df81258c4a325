package io.resonance.connector.mes.message;

import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps a machine that flaps from flooding the MES: of each equipment so many messages go out in a
 * minute of the messages' own time. Those beyond are given out as PARKED, from where a person may
 * have them sent, and the MES is told once a minute. What clears a violation always goes out, but
 * where its opening was held back; then it is held back too.
 *
 * <p>Key: equipment. State: the minute and the count of its messages, as {@code minute * 2^20 +
 * count}; the violations whose opening was held back, for a week.
 */
public final class MessageLimitFunction extends KeyedProcessFunction<String, MesMessage, MesMessage>
    implements ResultTypeQueryable<MesMessage> {

  private static final long serialVersionUID = 1L;
  private static final int COUNT_BITS = 20;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
  private static final long MINUTE_SECONDS = 60;
  // as MesMessages names the changes of a violation
  private static final Pattern CHANGE = Pattern.compile("(.*)/(OPENED|REOPENED|CLEARED)(?:/\\d+)?");

  private final MesMessages messages;
  private final int perMinute;
  private transient ValueState<Long> sent;
  private transient MapState<String, Boolean> heldBack;

  /**
   * @param perMinute messages of one equipment in a minute, at most
   */
  public MessageLimitFunction(MesMessages messages, int perMinute) {
    this.messages = messages;
    this.perMinute = perMinute;
  }

  @Override
  public void open(OpenContext context) {
    sent = getRuntimeContext().getState(new ValueStateDescriptor<>("sent", Types.LONG));
    MapStateDescriptor<String, Boolean> names =
        new MapStateDescriptor<>("held-back", Types.STRING, Types.BOOLEAN);
    names.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(7)).build());
    heldBack = getRuntimeContext().getMapState(names);
  }

  @Override
  public void processElement(MesMessage message, Context context, Collector<MesMessage> out)
      throws Exception {
    Matcher change = CHANGE.matcher(message.getRecordId());
    boolean ofViolation = change.matches();
    if (ofViolation && change.group(2).equals("CLEARED")) {
      out.collect(wasHeldBack(change.group(1)) ? parked(message) : message);
      return;
    }
    long minute = Math.floorDiv(message.getCreatedAt().getEpochSecond(), MINUTE_SECONDS);
    long count = countOf(minute);
    sent.update((minute << COUNT_BITS) | Math.min(count + 1, COUNT_MASK));
    if (count < perMinute) {
      out.collect(message);
      return;
    }
    if (count == perMinute) {
      out.collect(messages.flood(message, minute));
    }
    if (ofViolation) {
      heldBack.put(change.group(1), true);
    }
    out.collect(parked(message));
  }

  private boolean wasHeldBack(String violation) throws Exception {
    boolean was = heldBack.contains(violation);
    if (was) {
      heldBack.remove(violation);
    }
    return was;
  }

  private long countOf(long minute) throws Exception {
    Long packed = sent.value();
    return packed == null || packed >> COUNT_BITS != minute ? 0 : packed & COUNT_MASK;
  }

  private MesMessage parked(MesMessage message) {
    return MesMessage.newBuilder(message)
        .setState(MesState.PARKED)
        .setAnswer(
            "held back: more than %d messages of this equipment in a minute (`mes: messages-per-minute`)"
                .formatted(perMinute))
        .build();
  }

  @Override
  public TypeInformation<MesMessage> getProducedType() {
    return new AvroTypeInfo<>(MesMessage.class);
  }
}

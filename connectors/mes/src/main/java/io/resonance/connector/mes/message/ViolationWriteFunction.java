package io.resonance.connector.mes.message;

import io.resonance.connector.mes.message.NodeWriteMessages.Listed;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes writes of violations where what a node shows changes. Key: equipment. State: the open
 * violations of each node, as {@code server\nnode\nviolationId}, and what was written last, by
 * {@code server\nnode}.
 */
public final class ViolationWriteFunction
    extends KeyedProcessFunction<String, Violation, MesMessage>
    implements ResultTypeQueryable<MesMessage> {

  private static final long serialVersionUID = 1L;

  private final NodeWriteMessages messages;
  private transient MapState<String, Boolean> open;
  private transient MapState<String, String> written;

  public ViolationWriteFunction(NodeWriteMessages messages) {
    this.messages = messages;
  }

  @Override
  public void open(OpenContext context) {
    open =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("open", Types.STRING, Types.BOOLEAN));
    written =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("written", Types.STRING, Types.STRING));
  }

  @Override
  public void processElement(Violation violation, Context context, Collector<MesMessage> out)
      throws Exception {
    ViolationState state = violation.getState();
    boolean opens = state == ViolationState.OPENED || state == ViolationState.REOPENED;
    if (!opens && state != ViolationState.CLEARED) {
      return;
    }
    for (Listed listed : messages.about(violation)) {
      String name = listed.key() + "\n" + violation.getViolationId();
      if (opens) {
        open.put(name, true);
      } else {
        open.remove(name);
      }
      Object value = value(listed, violation, openOf(listed));
      if (!value.toString().equals(written.get(listed.key()))) {
        written.put(listed.key(), value.toString());
        out.collect(NodeWriteMessages.message(listed, violation, value));
      }
    }
  }

  private static Object value(Listed listed, Violation violation, int open) {
    return switch (listed.write().value()) {
      case PRESENT -> open > 0;
      case COUNT -> open;
      case TEXT, EVALUATION, SCORE ->
          open == 0 ? "" : violation.getTitleEn() + ": " + violation.getExplanationEn();
    };
  }

  private int openOf(Listed listed) throws Exception {
    int count = 0;
    for (String name : open.keys()) {
      if (name.startsWith(listed.key() + "\n")) {
        count++;
      }
    }
    return count;
  }

  @Override
  public TypeInformation<MesMessage> getProducedType() {
    return new AvroTypeInfo<>(MesMessage.class);
  }
}

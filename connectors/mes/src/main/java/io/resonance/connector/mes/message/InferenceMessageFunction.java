package io.resonance.connector.mes.message;

import io.resonance.connector.mes.message.MesMessages.Previous;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import java.util.Optional;
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
 * Makes messages of inferences where the evaluation changes. Key: equipment. State: the last
 * evaluation of each model, as the name of its symbol, a blank, and the id of the inference since
 * which it is not OK; releases until 0.1.0 wrote the name alone.
 */
public final class InferenceMessageFunction
    extends KeyedProcessFunction<String, Inference, MesMessage>
    implements ResultTypeQueryable<MesMessage> {

  private static final long serialVersionUID = 1L;

  private final MesMessages messages;
  private transient MapState<String, String> lastEvaluation;

  public InferenceMessageFunction(MesMessages messages) {
    this.messages = messages;
  }

  @Override
  public void open(OpenContext context) {
    lastEvaluation =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("last-evaluation", Types.STRING, Types.STRING));
  }

  @Override
  public void processElement(Inference inference, Context context, Collector<MesMessage> out)
      throws Exception {
    if (inference.getEvaluation() == Evaluation.Undefined) {
      return;
    }
    String model = inference.getModel().getId();
    Optional<Previous> previous =
        Optional.ofNullable(lastEvaluation.get(model)).map(InferenceMessageFunction::read);
    messages.compose(inference, previous).ifPresent(out::collect);
    if (previous.isEmpty() || previous.get().evaluation() != inference.getEvaluation()) {
      lastEvaluation.put(model, write(inference, previous));
    }
  }

  private static Previous read(String state) {
    int blank = state.indexOf(' ');
    return blank < 0
        ? new Previous(Evaluation.valueOf(state), "")
        : new Previous(Evaluation.valueOf(state.substring(0, blank)), state.substring(blank + 1));
  }

  private static String write(Inference inference, Optional<Previous> previous) {
    if (inference.getEvaluation() == Evaluation.OK) {
      return inference.getEvaluation().name();
    }
    String openedBy =
        previous
            .map(Previous::openedBy)
            .filter(id -> !id.isEmpty())
            .orElse(inference.getInferenceId());
    return inference.getEvaluation().name() + " " + openedBy;
  }

  @Override
  public TypeInformation<MesMessage> getProducedType() {
    return new AvroTypeInfo<>(MesMessage.class);
  }
}

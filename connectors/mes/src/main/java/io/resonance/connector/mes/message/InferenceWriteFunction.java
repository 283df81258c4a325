package io.resonance.connector.mes.message;

import io.resonance.connector.mes.message.NodeWriteMessages.Listed;
import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.MesMessage;
import java.util.List;
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
 * Makes writes of inferences where a model's evaluation of an equipment changes. Key: equipment.
 * State: the last evaluation of each model, as the name of its symbol.
 */
public final class InferenceWriteFunction
    extends KeyedProcessFunction<String, Inference, MesMessage>
    implements ResultTypeQueryable<MesMessage> {

  private static final long serialVersionUID = 1L;
  private static final MesMessageRule USUAL =
      new MesMessageRule(
          MesMessageRule.Kind.INFERENCE,
          List.of(),
          List.of(),
          List.of(),
          MesMessageRule.Message.NONE,
          "");

  private final NodeWriteMessages messages;
  private transient MapState<String, String> last;

  public InferenceWriteFunction(NodeWriteMessages messages) {
    this.messages = messages;
  }

  @Override
  public void open(OpenContext context) {
    last =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("last-evaluation", Types.STRING, Types.STRING));
  }

  @Override
  public void processElement(Inference inference, Context context, Collector<MesMessage> out)
      throws Exception {
    String evaluation = inference.getEvaluation().name();
    String model = inference.getModel().getId();
    if (inference.getEvaluation() == Evaluation.Undefined || evaluation.equals(last.get(model))) {
      return;
    }
    last.put(model, evaluation);
    for (Listed listed : messages.about(inference)) {
      switch (listed.write().value()) {
        case EVALUATION -> out.collect(NodeWriteMessages.message(listed, inference, evaluation));
        case SCORE -> {
          if (inference.getScore() != null) {
            out.collect(NodeWriteMessages.message(listed, inference, inference.getScore()));
          }
        }
        case TEXT, PRESENT, COUNT ->
            out.collect(
                NodeWriteMessages.message(listed, inference, MessageText.of(inference, USUAL)));
      }
    }
  }

  @Override
  public TypeInformation<MesMessage> getProducedType() {
    return new AvroTypeInfo<>(MesMessage.class);
  }
}

package io.resonance.infer;

import io.resonance.infer.predict.BatchSettings;
import io.resonance.infer.predict.InferOperator;
import io.resonance.infer.session.TrackSessionsFunction;
import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.ModelWindowTypeInfo;
import io.resonance.infer.window.WindowFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.ModelSession;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The front door: equipment values in, inferences out.
 *
 * <pre>
 * values, keyed by equipment ──> infer-window ──┤ ├──> infer ──┬─> inferences
 *                                     │                        └──> track-sessions ──> sessions, audit
 *                                     ├──> handshakes ──────────────────┘
 *                                     └──> values no window could take
 * </pre>
 *
 * The chain is broken before {@code infer}: a slow model must not run in the thread of a source,
 * where it would delay watermarks and idleness.
 */
public final class InferenceStage {

  /** uid, name and metric group of the operator that makes windows. */
  public static final String WINDOW_UID = "infer-window";

  /** uid, name and metric group of the operator that runs models. */
  public static final String INFER_UID = "infer";

  private InferenceStage() {}

  /**
   * Adds the stage to a job.
   *
   * @param byEquipment values in canonical units, keyed by {@link EquipmentBatch#equipment}, with
   *     event time; made by {@code keyBy} or by {@code DataStreamUtils.reinterpretAsKeyedStream}
   * @param models the models and the equipment they watch; absolute folders that every TaskManager
   *     can read; loaded and verified when the operators open
   */
  public static SingleOutputStreamOperator<Inference> apply(
      KeyedStream<EquipmentBatch, String> byEquipment,
      List<ModelUse> models,
      InferenceOptions options) {
    return wire(byEquipment, models, options).inferences();
  }

  /** As {@link #apply}, and also gives the values that no window could take. */
  public static InferenceStreams wire(
      KeyedStream<EquipmentBatch, String> byEquipment,
      List<ModelUse> models,
      InferenceOptions options) {
    requireDistinct(models);
    BatchSettings batches =
        new BatchSettings(
            options.maxBatch(),
            options.maxWait(),
            options.threadsPerModel(),
            options.profile(),
            options.limits());
    SingleOutputStreamOperator<ModelWindow> windows =
        byEquipment
            .process(
                new WindowFunction(models, options.ahead(), options.profile()),
                ModelWindowTypeInfo.INSTANCE)
            .name(WINDOW_UID)
            .uid(WINDOW_UID);
    SingleOutputStreamOperator<Inference> inferences =
        windows
            .transform(
                INFER_UID, new AvroTypeInfo<>(Inference.class), new InferOperator(models, batches))
            .uid(INFER_UID)
            .startNewChain();
    SingleOutputStreamOperator<ModelSession> sessions =
        windows
            .getSideOutput(WindowFunction.SESSION_STEPS)
            .keyBy(ModelSession::getEquipment, Types.STRING)
            .connect(inferences.keyBy(Inference::getEquipment, Types.STRING))
            .process(new TrackSessionsFunction())
            .returns(TrackSessionsFunction.OUTPUT_TYPE)
            .name(TrackSessionsFunction.UID)
            .uid(TrackSessionsFunction.UID);
    return new InferenceStreams(
        windows, inferences, sessions, windows.getSideOutput(WindowFunction.UNUSED_VALUES));
  }

  private static void requireDistinct(List<ModelUse> models) {
    Set<String> ids = new HashSet<>();
    for (ModelUse model : models) {
      if (!ids.add(model.id())) {
        throw new IllegalArgumentException(
            "The model %s is listed twice; list it once, with all its equipment."
                .formatted(model.id()));
      }
    }
  }
}

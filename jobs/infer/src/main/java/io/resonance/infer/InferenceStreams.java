package io.resonance.infer;

import io.resonance.infer.window.ModelWindow;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.ModelSession;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What comes out of the inference stage.
 *
 * @param windows the operator {@code infer-window}, which must run with the parallelism of the
 *     stream it reads
 * @param inferences the results
 * @param sessions the handshakes of models with equipment, a record for each change; the side
 *     output {@link io.resonance.infer.session.TrackSessionsFunction#AUDIT} has the same for
 *     auditors
 * @param unusedValues values of watched properties that came after every window they belong to was
 *     closed, or too far ahead of the watermark
 */
public record InferenceStreams(
    SingleOutputStreamOperator<ModelWindow> windows,
    SingleOutputStreamOperator<Inference> inferences,
    SingleOutputStreamOperator<ModelSession> sessions,
    DataStream<EquipmentBatch> unusedValues) {}

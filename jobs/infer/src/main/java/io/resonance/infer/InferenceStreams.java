package io.resonance.infer;

import io.resonance.infer.window.ModelWindow;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.Inference;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What comes out of the inference stage.
 *
 * @param windows the operator {@code infer-window}, which must run with the parallelism of the
 *     stream it reads
 * @param inferences the results
 * @param unusedValues values of watched properties that came after every window they belong to was
 *     closed, or too far ahead of the watermark
 */
public record InferenceStreams(
    SingleOutputStreamOperator<ModelWindow> windows,
    SingleOutputStreamOperator<Inference> inferences,
    DataStream<EquipmentBatch> unusedValues) {}

package io.resonance.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.TestPackages;
import io.resonance.infer.window.Batches;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchTypeInfo;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole stage in a cluster that loses its job once. */
class InferenceStageITCase {

  private static final long START = 1_700_000_000_000L;
  private static final int TICKS = 500;
  private static final int MILLS = 4;

  @TempDir Path folder;

  @Test
  void infersEveryWindowOnceThoughTheJobFails() throws Exception {
    CollectedInferences.clear();
    FailingOnce.arm();
    StreamExecutionEnvironment environment = environment();
    wire(environment);
    environment.execute("infer");

    assertThat(FailingOnce.hasFailed()).isTrue();
    assertThat(CollectedInferences.contradictions()).isEmpty();
    List<Inference> inferences = CollectedInferences.all();
    for (int mill = 0; mill < MILLS; mill++) {
      String equipment = "MILL-" + mill;
      var scores =
          inferences.stream()
              .filter(one -> one.getEquipment().equals(equipment))
              .filter(one -> one.getEvaluation() != Evaluation.NotDecidable)
              .filter(one -> one.getInputQualityRatio() == 1 && one.getSamples() == 16)
              .collect(
                  Collectors.toMap(
                      one -> (one.getWindowStart().toEpochMilli() - START) / 100,
                      Inference::getScore));
      assertThat(scores).hasSize((TICKS - TestPackages.LENGTH) / 2 + 1);
      for (int start = 0; start + TestPackages.LENGTH <= TICKS; start += 2) {
        assertThat(scores).containsEntry((long) start, mean(mill, start));
      }
    }
  }

  private void wire(StreamExecutionEnvironment environment) {
    byte[] onnx = TestPackages.meanModel();
    List<String> equipment = new ArrayList<>();
    for (int mill = 0; mill < MILLS; mill++) {
      equipment.add("MILL-" + mill);
    }
    TestPackages.write(folder, onnx);
    ModelUse use = new ModelUse("mean", folder.toString(), ModelPackage.sha256(onnx), equipment);
    var batches =
        environment
            .fromSequence(0, (long) TICKS * MILLS - 1)
            .uid("numbers")
            .setParallelism(1)
            .map(InferenceStageITCase::batch)
            .returns(EquipmentBatchTypeInfo.INSTANCE)
            .uid("batches")
            .setParallelism(1)
            .map(new FailingOnce())
            .returns(EquipmentBatchTypeInfo.INSTANCE)
            .uid("failing-once")
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<EquipmentBatch>forMonotonousTimestamps()
                    .withTimestampAssigner((one, time) -> one.latestSourceTime() / 1_000_000))
            .uid("watermarks")
            .setParallelism(1);
    InferenceStage.apply(
            batches.keyBy(EquipmentBatch::equipment, Types.STRING),
            List.of(use),
            InferenceOptions.of("mdr-profile-0.1"))
        .sinkTo(new CollectedInferences())
        .uid("collected");
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    environment.enableCheckpointing(50);
    return environment;
  }

  private static EquipmentBatch batch(long number) {
    int mill = (int) (number % MILLS);
    long tick = number / MILLS;
    return Batches.both("MILL-" + mill, START + tick * 100, value(mill, tick), value(mill, tick));
  }

  private static double value(int mill, long tick) {
    return mill * 16.0 + tick % 64;
  }

  private static double mean(int mill, int start) {
    double sum = 0;
    for (int tick = start; tick < start + TestPackages.LENGTH; tick++) {
      sum += value(mill, tick);
    }
    return sum / TestPackages.LENGTH;
  }
}

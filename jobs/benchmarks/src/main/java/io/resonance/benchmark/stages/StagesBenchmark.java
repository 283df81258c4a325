package io.resonance.benchmark.stages;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.normalize.NormalizeFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.Violation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What each stage of the plant job costs per value, in one JVM, one thread and no network. */
public final class StagesBenchmark implements Benchmark {

  private static final String UNIT = "cpu-ns/value";
  private static final String PROFILE = "mdr-profile-0.1";

  @Override
  public String name() {
    return "stages";
  }

  @Override
  public String summary() {
    return "CPU time per value of each stage in one JVM; a ratio below 1 is less than the baseline";
  }

  @Override
  public List<String> rows() {
    return List.of("batch-serializer", "normalize", "conform", "values-encoder");
  }

  /** A stage, and what it is compared with. */
  private record Pair(String row, Stage ours, Stage baseline) {}

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    ProfileReference profile = new ProfileReference(PROFILE, Map.of());
    List<List<EquipmentBatch>> raw = List.of(StageBatches.ofEpoch(1), StageBatches.ofEpoch(2));
    List<List<EquipmentBatch>> normalized = List.of(normalized(profile, 1), normalized(profile, 2));
    List<EquipmentBatch> batches = normalized.get(0);
    BatchStages ours = new BatchStages(batches, Profile.load(PROFILE));
    AvroValues avro = sameBytes(ours);
    OperatorStage<EquipmentBatch> normalize =
        OperatorStage.of(new NormalizeFunction(profile), raw, batches.size());
    OperatorStage<Violation> conform = OperatorStage.ofConform(profile, normalized, 0);
    try {
      for (long epoch = 1; epoch <= 2; epoch++) {
        normalize.prepare(StageBatches.facts(epoch));
        conform.prepare(normalizedFacts(profile, epoch));
      }
      CopyStage copy = new CopyStage(batches);
      return measure(
          effort,
          Stream.of(
                  new Pair("batch-serializer", ours::serialize, avro::writeAndRead),
                  new Pair("normalize", normalize, copy),
                  new Pair("conform", conform, copy),
                  new Pair("values-encoder", ours::encode, avro::write))
              .filter(pair -> effort.wants(pair.row()))
              .toList());
    } finally {
      normalize.end();
      conform.end();
    }
  }

  private static List<BenchmarkRow> measure(Effort effort, List<Pair> pairs) throws Exception {
    Duration measured =
        switch (effort.length()) {
          case FULL -> Duration.ofSeconds(3);
          case QUICK -> Duration.ofMillis(500);
        };
    StageTimer timer = new StageTimer(StageBatches.valueCount(), measured);
    for (Pair pair : pairs) {
      effort.progress().accept("warming up " + pair.row());
      timer.nanosPerValue(pair.ours());
      timer.nanosPerValue(pair.baseline());
    }
    List<BenchmarkRow> rows = new ArrayList<>();
    for (Pair pair : pairs) {
      List<Double> values = new ArrayList<>();
      List<Double> baselines = new ArrayList<>();
      for (int run = 1; run <= effort.runs(); run++) {
        values.add(timer.nanosPerValue(pair.ours()));
        baselines.add(timer.nanosPerValue(pair.baseline()));
        effort.progress().accept(progress(pair.row(), run, effort.runs(), values, baselines));
      }
      rows.add(BenchmarkRow.of(pair.row(), UNIT, values, baselines));
    }
    effort.progress().accept("(computed: " + timer.blackhole() + ")");
    return rows;
  }

  private static String progress(
      String row, int run, int runs, List<Double> values, List<Double> baselines) {
    return String.format(
        Locale.ROOT,
        "%s %d/%d: %.1f ns of CPU per value, baseline %.1f",
        row,
        run,
        runs,
        values.get(run - 1),
        baselines.get(run - 1));
  }

  /**
   * Avro's records of the batches; that Avro writes the very same bytes shows that both sides do
   * the same work.
   */
  private static AvroValues sameBytes(BatchStages ours) throws IOException {
    List<byte[]> encoded = ours.encoded();
    AvroValues avro = new AvroValues(encoded);
    for (int record = 0; record < encoded.size(); record++) {
      if (!Arrays.equals(encoded.get(record), avro.written(record))) {
        throw new BenchmarkFailedException(
            "Avro writes other bytes for batch %d than our encoder; run the tests of schemas."
                .formatted(record));
      }
    }
    return avro;
  }

  private static List<EquipmentBatch> normalized(ProfileReference profile, long epoch)
      throws Exception {
    List<EquipmentBatch> all = new ArrayList<>(List.of(StageBatches.facts(epoch)));
    all.addAll(StageBatches.ofEpoch(epoch));
    List<EquipmentBatch> results = Normalizing.all(profile, all);
    return results.subList(1, results.size());
  }

  private static EquipmentBatch normalizedFacts(ProfileReference profile, long epoch)
      throws Exception {
    return Normalizing.all(profile, List.of(StageBatches.facts(epoch))).get(0);
  }
}

package io.resonance.benchmark.stages;

import io.resonance.benchmark.Benchmark;
import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.control.RuleSwap;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.plant.ProfileReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the rules cost: CPU time per value, and what is remembered of each property. */
public final class ConformBenchmark implements Benchmark {

  private static final String PROFILE = "mdr-profile-0.1";
  private static final String NANOS = "cpu-ns/value";
  private static final String NORMALIZE_CONFORM = "normalize-conform-ns";
  private static final String CEL = "cel-ns";
  private static final String OTHERS = "cel-others-ns";
  private static final String STATE = "state-bytes";
  private static final String ROCKSDB = "state-rocksdb-mb";

  @Override
  public String name() {
    return "conform";
  }

  @Override
  public String summary() {
    return "CPU time per value of the rules in batches of 100 values, the size of their state, and how soon pushed rules judge";
  }

  @Override
  public List<String> rows() {
    return List.of(NORMALIZE_CONFORM, CEL, OTHERS, STATE, ROCKSDB, RuleSwap.ROW);
  }

  @Override
  public int runs() {
    return 5;
  }

  @Override
  public List<BenchmarkRow> run(Effort effort) throws Exception {
    ProfileReference plain = new ProfileReference(PROFILE, Map.of());
    ProfileReference withPack =
        new ProfileReference(PROFILE, Map.of(), List.of(RuleBatches.pack()));
    List<List<EquipmentBatch>> terms = List.of(RuleBatches.ofTerms(1), RuleBatches.ofTerms(2));
    List<List<EquipmentBatch>> own = List.of(RuleBatches.ofOwnNames(1), RuleBatches.ofOwnNames(2));
    List<BenchmarkRow> rows = new ArrayList<>();
    if (effort.wants(NORMALIZE_CONFORM)) {
      rows.add(against(new CopyStage(terms.get(0)), NORMALIZE_CONFORM, plain, terms, effort));
    }
    if (effort.wants(CEL)) {
      rows.add(pair(CEL, withPack, plain, own, effort));
    }
    if (effort.wants(OTHERS)) {
      rows.add(pair(OTHERS, withPack, plain, terms, effort));
    }
    if (effort.wants(STATE)) {
      rows.add(state(new ConformState(plain), effort));
    }
    if (effort.wants(ROCKSDB)) {
      rows.add(rocksDb(new ConformState(plain), effort));
    }
    if (effort.wants(RuleSwap.ROW)) {
      rows.add(RuleSwap.measure(effort));
    }
    return rows;
  }

  private static BenchmarkRow pair(
      String row,
      ProfileReference ours,
      ProfileReference other,
      List<List<EquipmentBatch>> batches,
      Effort effort)
      throws Exception {
    ChainStage baseline = new ChainStage(other, batches, RuleBatches.valueCount());
    try {
      return against(baseline, row, ours, batches, effort);
    } finally {
      baseline.end();
    }
  }

  private static BenchmarkRow against(
      Stage baseline,
      String row,
      ProfileReference profile,
      List<List<EquipmentBatch>> batches,
      Effort effort)
      throws Exception {
    StageTimer timer =
        new StageTimer(
            RuleBatches.valueCount(),
            effort.length() == Effort.Length.FULL ? Duration.ofSeconds(2) : Duration.ofMillis(300));
    ChainStage stage = new ChainStage(profile, batches, RuleBatches.valueCount());
    try {
      effort.progress().accept("warming up " + row);
      timer.nanosPerValue(stage);
      timer.nanosPerValue(baseline);
      timer.nanosPerValue(stage);
      List<Double> values = new ArrayList<>();
      List<Double> baselines = new ArrayList<>();
      for (int run = 0; run < effort.runs(); run++) {
        values.add(timer.nanosPerValue(stage));
        baselines.add(timer.nanosPerValue(baseline));
        effort.progress().accept(shown(row, values.get(run), baselines.get(run)));
      }
      effort.progress().accept("(computed: " + timer.blackhole() + ")");
      return BenchmarkRow.of(row, NANOS, values, baselines);
    } finally {
      stage.end();
    }
  }

  private static BenchmarkRow state(ConformState state, Effort effort) throws Exception {
    List<Double> values = new ArrayList<>();
    List<Double> baselines = new ArrayList<>();
    for (int run = 0; run < effort.runs(); run++) {
      values.add(state.bytesPerProperty());
      baselines.add(state.bytesPerEntryOfAMap());
      effort.progress().accept(shown(STATE, values.get(run), baselines.get(run)));
    }
    return BenchmarkRow.of(STATE, "bytes/property", values, baselines);
  }

  private static BenchmarkRow rocksDb(ConformState state, Effort effort) throws Exception {
    double[] megabytes = state.megabytesOnRocksDb();
    effort.progress().accept(shown(ROCKSDB, megabytes[1], megabytes[0]));
    return BenchmarkRow.of(ROCKSDB, "MB of heap", List.of(megabytes[1]), List.of(megabytes[0]));
  }

  private static String shown(String row, double value, double baseline) {
    return String.format(Locale.ROOT, "%s: %.1f, baseline %.1f", row, value, baseline);
  }
}

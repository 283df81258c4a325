package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.stages.Stage;
import io.resonance.benchmark.stages.StageTimer;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.client.streams.ScanningStreamsParser;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parsers alone, in this process and one thread. */
final class Parsing {

  static final String SCANNER = "parse-scanner";
  static final String FALLBACK = "parse-fallback";

  static final String ALLOCATION = "allocation";
  static final String UNIT = "observations/cpu-s";
  private static final int DOCUMENTS = 4;
  private static final int ALLOCATION_PASSES = 20;

  private final Effort effort;
  private final List<StreamsDocument> documents = StreamsDocuments.several(DOCUMENTS);
  private final Stage baseline = new AaltoIteration(documents);
  private final StageTimer timer;

  Parsing(Effort effort) {
    this.effort = effort;
    Duration measured =
        switch (effort.length()) {
          case FULL -> Duration.ofSeconds(3);
          case QUICK -> Duration.ofMillis(500);
        };
    this.timer = new StageTimer((long) DOCUMENTS * StreamsDocuments.OBSERVATIONS, measured);
  }

  /** The rows of parsers that are wanted. */
  List<BenchmarkRow> measure() throws Exception {
    List<BenchmarkRow> rows = new ArrayList<>();
    if (effort.wants(SCANNER)) {
      rows.add(
          row(
              SCANNER,
              new ParserStage(new ScanningStreamsParser(DocumentLimits.standard()), documents)));
    }
    if (effort.wants(FALLBACK)) {
      rows.add(
          row(
              FALLBACK,
              new ParserStage(new AaltoStreamsParser(DocumentLimits.standard()), documents)));
    }
    if (effort.wants(ALLOCATION)) {
      rows.add(allocation());
    }
    return rows;
  }

  /** Bytes the scanner allocates per observation, beside those of bare iteration. */
  private BenchmarkRow allocation() throws Exception {
    var scanner = new ColumnsStage(new ScanningStreamsParser(DocumentLimits.standard()), documents);
    List<Double> values = new ArrayList<>();
    List<Double> baselines = new ArrayList<>();
    effort.progress().accept(ALLOCATION + ": warming up");
    perCpuSecond(scanner);
    for (int run = 1; run <= effort.runs(); run++) {
      values.add(bytesPerObservation(scanner));
      baselines.add(bytesPerObservation(baseline));
    }
    return BenchmarkRow.of(ALLOCATION, "B/observation", values, baselines);
  }

  private static double bytesPerObservation(Stage stage) throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int pass = 0; pass < ALLOCATION_PASSES; pass++) {
      stage.pass();
    }
    double bytes = threads.getCurrentThreadAllocatedBytes() - before;
    return bytes / ((long) ALLOCATION_PASSES * DOCUMENTS * StreamsDocuments.OBSERVATIONS);
  }

  private BenchmarkRow row(String row, Stage ours) throws Exception {
    effort.progress().accept(row + ": warming up");
    perCpuSecond(ours);
    perCpuSecond(baseline);
    List<Double> values = new ArrayList<>();
    List<Double> baselines = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      double value = perCpuSecond(ours);
      double bare = perCpuSecond(baseline);
      values.add(value);
      baselines.add(bare);
      effort
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s %d/%d: %,.0f observations per CPU-second, baseline %,.0f",
                  row,
                  run,
                  effort.runs(),
                  value,
                  bare));
    }
    return BenchmarkRow.of(row, UNIT, values, baselines);
  }

  private double perCpuSecond(Stage stage) throws Exception {
    return 1e9 / timer.nanosPerValue(stage);
  }
}

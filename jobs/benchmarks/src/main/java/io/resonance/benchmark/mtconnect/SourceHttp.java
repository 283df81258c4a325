package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.BenchmarkRow;
import io.resonance.benchmark.Effort;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Measurement;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Stopwatch;
import io.resonance.benchmark.child.TemporaryFolder;
import io.resonance.benchmark.child.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole source over loopback HTTP beside its parser alone, each in a JVM of its own. */
final class SourceHttp {
  static final String ROW = "source-http";

  /** What any client can reach at most: reading and parsing, and nothing else. */
  static final String FLOOR_ROW = "source-http-floor";

  private static final String AGENT_HEAP = "256m";

  private final Effort effort;
  private final Pinning pinning;
  private final Stopwatch stopwatch;
  private final int warmUpSeconds;
  private final int windowSeconds;

  SourceHttp(Effort effort, Pinning pinning) {
    this.effort = effort;
    this.pinning = pinning;
    this.stopwatch = new Stopwatch(effort, ROW);
    boolean full = effort.length() == Effort.Length.FULL;
    this.warmUpSeconds = full ? 20 : 2;
    this.windowSeconds = full ? 8 : 2;
  }

  /** Observations per CPU-second of the client's process. */
  List<BenchmarkRow> measure() throws InterruptedException, IOException {
    List<Double> parser = parser();
    List<BenchmarkRow> rows = new ArrayList<>();
    if (effort.wants(ROW)) {
      List<Double> source = client("source", StreamClient.NAME, StreamClient.OBSERVATIONS);
      rows.add(BenchmarkRow.of(ROW, Parsing.UNIT, source, parser));
    }
    if (effort.wants(FLOOR_ROW)) {
      List<Double> least = client("socket", SocketReader.NAME, SocketReader.OBSERVATIONS);
      rows.add(BenchmarkRow.of(FLOOR_ROW, Parsing.UNIT, least, parser));
    }
    return rows;
  }

  private List<Double> client(String side, String part, String observations)
      throws InterruptedException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess agent =
              workplace.start(
                  StreamAgent.NAME, Pinning.Place.SERVER, JvmOptions.heap(AGENT_HEAP), Map.of());
          ChildProcess client =
              workplace.start(
                  part,
                  Pinning.Place.CLIENT,
                  JvmOptions.CLIENT_WITH_FLINK,
                  Map.of(StreamAgent.URL, agent.fact(StreamAgent.URL)))) {
        return windows(side, client, agent, observations);
      }
    }
  }

  private List<Double> parser() throws InterruptedException, IOException {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Workplace workplace = new Workplace(pinning, folder.path());
      try (ChildProcess client =
          workplace.start(ParserAlone.NAME, Pinning.Place.CLIENT, JvmOptions.CLIENT, Map.of())) {
        return windows("parser", client, client, ParserAlone.OBSERVATIONS);
      }
    }
  }

  private List<Double> windows(
      String side, ChildProcess client, ChildProcess server, String observations)
      throws InterruptedException {
    stopwatch.awaitFirst(client, observations);
    TimeUnit.SECONDS.sleep(warmUpSeconds);
    List<Double> perCpuSecond = new ArrayList<>();
    for (int run = 1; run <= effort.runs(); run++) {
      Stopwatch.Window window = stopwatch.window(client, server, windowSeconds);
      stopwatch.report("%s %d/%d".formatted(side, run, effort.runs()), window, observations);
      Measurement measured = window.client();
      perCpuSecond.add(measured.perCpuSecond(observations));
    }
    return perCpuSecond;
  }
}

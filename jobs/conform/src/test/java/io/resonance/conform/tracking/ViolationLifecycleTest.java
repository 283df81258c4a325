package io.resonance.conform.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.conform.tracking.ViolationCase.Stage;
import io.resonance.schema.v1.Acknowledgement;
import io.resonance.schema.v1.ViolationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to the table of LIFECYCLE.md. */
class ViolationLifecycleTest {

  private static final long REOPEN_WITHIN = 1_000;
  private static final int FIRST = 3;
  private static final Acknowledgement ACKNOWLEDGEMENT =
      new Acknowledgement("li.wei", Instant.EPOCH, null);

  /** A line of the table. */
  record Row(String before, String happens, String after, String report, String state) {}

  static List<Row> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(Path.of("LIFECYCLE.md")).stream()
            .dropWhile(line -> !line.startsWith("| before |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
            .map(
                cells ->
                    new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    return rows;
  }

  private final ViolationLifecycle lifecycle = new ViolationLifecycle(REOPEN_WITHIN, FIRST);
  private final ViolationCase of = new ViolationCase();
  private FloodGate gate = new FloodGate();
  private long waivedUntil = ViolationLifecycle.NOT_WAIVED;
  private long now = 10;

  @ParameterizedTest
  @MethodSource("rows")
  void doesWhatTheTableSays(Row row) {
    prepare(row.before());
    Telling telling = step(row.happens());
    assertThat(of.stage).isEqualTo(Stage.valueOf(row.after().toUpperCase(java.util.Locale.ROOT)));
    switch (telling.reach()) {
      case ALL -> {
        assertThat(row.report()).isEqualTo(telling.state().name());
        assertThat(row.state()).isEqualTo(of.stage == Stage.UNKNOWN ? "-" : telling.state().name());
      }
      case STATES -> {
        assertThat(row.report()).isEqualTo("-");
        assertThat(row.state()).isEqualTo(telling.state().name());
      }
      case STATES_LATER -> {
        assertThat(row.report()).isEqualTo("-");
        assertThat(row.state()).isEqualTo("later");
      }
      case NOBODY -> {
        assertThat(row.report()).isEqualTo("-");
        assertThat(row.state()).isEqualTo("-");
      }
    }
  }

  private void prepare(String before) {
    List<String> words = Arrays.asList(before.split(", "));
    switch (words.get(0)) {
      case "unknown" -> {}
      case "open" -> report(ViolationState.OPENED);
      case "open unreported" -> {
        waivedUntil = 1_000;
        report(ViolationState.OPENED);
        waivedUntil = ViolationLifecycle.NOT_WAIVED;
      }
      case "cleared" -> {
        report(ViolationState.OPENED);
        report(ViolationState.CLEARED);
      }
      case "open again unreported" -> {
        report(ViolationState.OPENED);
        report(ViolationState.CLEARED);
        flood();
        report(ViolationState.OPENED);
      }
      default -> throw new AssertionError("unknown state before: " + before);
    }
    if (words.contains("waived")) {
      waivedUntil = Long.MAX_VALUE;
    }
    if (words.contains("flood")) {
      flood();
    }
  }

  private void flood() {
    while (gate.admit(now, FIRST)) {
      assertThat(gate.held).isZero();
    }
  }

  private Telling step(String happens) {
    return switch (happens) {
      case "rule opens", "rule opens soon" -> report(ViolationState.OPENED);
      case "rule opens later" -> {
        now += REOPEN_WITHIN + 1;
        yield report(ViolationState.OPENED);
      }
      case "rule repeats" -> report(ViolationState.REPEATED);
      case "rule clears" -> report(ViolationState.CLEARED);
      case "acknowledge" -> lifecycle.acknowledge(of, ACKNOWLEDGEMENT);
      case "waive" -> lifecycle.waive(of);
      case "waiver ends" -> lifecycle.endWaiver(of);
      case "flood ends" -> lifecycle.endOfFlood(of);
      default -> throw new AssertionError("unknown event: " + happens);
    };
  }

  private Telling report(ViolationState state) {
    now++;
    String id = state == ViolationState.OPENED ? "id-" + now : of.opening;
    return lifecycle.report(of, new Report(state, id, now, now, 1), waivedUntil, gate);
  }
}

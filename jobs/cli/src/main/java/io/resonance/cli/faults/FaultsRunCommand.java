package io.resonance.cli.faults;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.resonance.cli.demo.DemoFolder;
import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.CellResult;
import io.resonance.cli.faults.report.HtmlReport;
import io.resonance.cli.faults.report.Progress;
import io.resonance.cli.faults.report.SummaryFile;
import io.resonance.cli.faults.rig.FaultRig;
import io.resonance.cli.local.Distribution;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs cells of the matrix. */
@Command(
    name = "run",
    description = {
      "Runs the cells one after the other, each with each seed, and says what became of every value and message.",
      "Exit code 1 if one fails. A cell takes a quarter of a minute or so, those that kill processes a minute or two."
    },
    mixinStandardHelpOptions = true)
final class FaultsRunCommand implements Callable<Integer> {

  private static final int MOST_SEEDS = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--cell",
      paramLabel = "NAME",
      description =
          "Only this cell, or with * those that fit, such as 'mes-*'. May be repeated. Default: all.")
  private List<String> cells = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "With how many seeds, which decide when, how long and how much. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first seed; the next ones are S+1 and so on. Default: ${DEFAULT-VALUE}.")
  private long firstSeed;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write the matrix as one page for people, after every cell.")
  private Path report;

  @Option(
      names = "--summary",
      paramLabel = "FILE.json",
      description = "Write the counts as JSON, after every cell.")
  private Path summary;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where everything lies that the cells make; emptied at the start. Default: faults in the distribution.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    List<Cell> chosen = CellChoice.of(cells);
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new StartRefusedException(
          "--seeds is %d; it must be from 1 to %d.".formatted(seeds, MOST_SEEDS));
    }
    Path place =
        (folder == null ? Distribution.home().resolve("faults") : folder)
            .toAbsolutePath()
            .normalize();
    Path lockFile = place.resolveSibling(place.getFileName() + ".lock");
    Files.createDirectories(lockFile.getParent());
    try (FileChannel channel = FileChannel.open(lockFile, CREATE, WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new StartRefusedException(
            "Another run uses the folder %s. Wait until it ends, or name another one with --folder."
                .formatted(place));
      }
      DemoFolder.empty(place);
      return run(chosen, place);
    }
  }

  private int run(List<Cell> chosen, Path place) throws Exception {
    Progress progress = new Progress(spec.commandLine().getOut(), chosen.size() * seeds);
    progress.begins(chosen.size(), firstSeed, seeds);
    List<CellResult> results = new ArrayList<>();
    try (FaultRig rig = new FaultRig(place)) {
      for (Cell cell : chosen) {
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
          progress.starts(cell, seed);
          CellResult result = rig.run(cell, seed);
          results.add(result);
          progress.ended(result);
          write(results);
        }
      }
    }
    progress.done(results);
    return results.stream().allMatch(CellResult::passed) ? 0 : 1;
  }

  // after every cell: who breaks off a long run keeps what is known
  private void write(List<CellResult> results) throws IOException {
    if (summary != null) {
      SummaryFile.write(results, summary.toAbsolutePath());
    }
    if (report != null) {
      HtmlReport.write(results, report.toAbsolutePath());
    }
  }
}

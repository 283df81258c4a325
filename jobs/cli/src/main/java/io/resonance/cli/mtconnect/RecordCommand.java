package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectRecorder;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Answer;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Begin;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Summary;
import io.resonance.connector.mtconnect.source.MtConnectRefusedException;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records what an agent says. */
@Command(
    name = "record",
    description = {
      "Records what an agent says into a file, until Ctrl-C, --duration or --max; `serve` plays it again, `parse` counts it.",
      "What is written is whole after every answer, so Ctrl-C loses nothing that was recorded."
    },
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private AgentOption agent;

  @Parameters(index = "1", paramLabel = "FILE", description = "The recording; must not exist yet.")
  private Path file;

  @Option(
      names = "--duration",
      paramLabel = "D",
      description = "End after this long, such as 10m. Default: run until Ctrl-C.")
  private Duration duration;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "End when so many observations are recorded.")
  private long max = Long.MAX_VALUE;

  @Option(
      names = "--buffer",
      description = "Begin with the oldest observation of the buffer instead of with now.")
  private boolean buffer;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    MtConnectAgent recorded = agent.agent();
    long begun = System.nanoTime();
    Summary summary;
    try (RecordingFile.Writer writer = new RecordingFile.Writer(file)) {
      Counting tape = new Counting(writer, spec.commandLine().getErr());
      BooleanSupplier wanted =
          () ->
              tape.sequences < max
                  && (duration == null || System.nanoTime() - begun < duration.toNanos());
      summary = MtConnectRecorder.record(recorded, buffer ? Begin.OLDEST : Begin.NOW, wanted, tape);
    } catch (MtConnectRefusedException e) {
      throw new StartRefusedException(e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw new StartRefusedException(
          "The file %s is there already. Name another, or remove it.".formatted(file), e);
    }
    if (json) {
      out.println(
          MAPPER
              .createObjectNode()
              .put("file", file.toString())
              .put("observations", summary.observations())
              .put("lost", summary.lost())
              .put("restarts", summary.restarts()));
    } else {
      out.printf(
          "%d observations recorded, %d lost, %d restarts of the agent; play them with `resonance mtconnect serve %s`%n",
          summary.observations(), summary.lost(), summary.restarts(), file);
    }
    out.flush();
    return summary.lost() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** Writes down and counts. */
  private static final class Counting implements MtConnectRecorder.Tape {
    private final RecordingFile.Writer writer;
    private final PrintWriter err;
    private long sequences;

    Counting(RecordingFile.Writer writer, PrintWriter err) {
      this.writer = writer;
      this.err = err;
    }

    @Override
    public void take(Answer answer) throws IOException {
      writer.write(answer);
    }

    @Override
    public void observed(long observations) {
      sequences = observations;
    }

    @Override
    public void trouble(String sentence) {
      err.println(sentence + ".");
      err.flush();
    }
  }
}

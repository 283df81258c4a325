package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Answer;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Request;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.recording.AgentFeed;
import io.resonance.testbed.mtconnect.recording.RecordedStreams;
import io.resonance.testbed.mtconnect.recording.ShdrRecording;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a recording as an agent. */
@Command(
    name = "serve",
    description = {
      "Serves a recording as an MTConnect agent on 127.0.0.1, with the sequence numbers and times it was recorded with, until Ctrl-C or --duration.",
      "Takes the files of `record`, and with --devices lines that an adapter sent (SHDR)."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LARGE_BUFFER = 1 << 17;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "MTConnectDevices document; FILE then holds SHDR lines.")
  private Path devices;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "The adapter's device, which SHDR lines mean that name none.")
  private String device = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port; 0 takes a free one. Default: 5000.")
  private int port = 5_000;

  @Option(
      names = "--speed",
      paramLabel = "X",
      description = "1 as recorded, 10 ten times as fast, max all at once. Default: 1.")
  private String speed = "1";

  @Option(
      names = "--duration",
      paramLabel = "D",
      description = "End after this long, such as 10m. Default: run until Ctrl-C.")
  private Duration duration;

  @Option(names = "--json", description = "Print where it serves as JSON.")
  private boolean json;

  /** A recording ready to be played. */
  private record Played(SimulatedAgentBuilder agent, AgentFeed feed) {}

  @Override
  public Integer call() throws IOException {
    double pace = pace();
    Played played = devices == null ? recording() : shdr();
    PrintWriter out = spec.commandLine().getOut();
    try (SimulatedAgent agent = started(played.agent());
        AgentFeed.Playing playing = played.feed().play(agent, pace)) {
      tell(agent, playing.feed(), out);
      // The agent goes on serving what it holds after the last step.
      if (duration == null) {
        new CountDownLatch(1).await();
      } else {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CommandLine.ExitCode.OK;
  }

  private SimulatedAgent started(SimulatedAgentBuilder agent) {
    try {
      return agent.port(port).start();
    } catch (UncheckedIOException e) {
      throw new StartRefusedException(e.getMessage() + " See --port.", e);
    }
  }

  private double pace() {
    if (speed.equals("max")) {
      return AgentFeed.AT_ONCE;
    }
    try {
      double number = Double.parseDouble(speed);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new StartRefusedException(
          "--speed %s is no number. Write 1, 0.5, 10 or max.".formatted(speed), e);
    }
    throw new StartRefusedException(
        "--speed %s is not above 0. Write 1, 0.5, 10 or max.".formatted(speed));
  }

  private Played shdr() throws IOException {
    try {
      ShdrRecording lines = ShdrRecording.read(file, devices, device);
      return new Played(lines.agent().bufferSize(LARGE_BUFFER), lines.feed());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "%s cannot be served with the devices of %s: %s."
              .formatted(file, devices, e.getMessage()),
          e);
    }
  }

  private Played recording() throws IOException {
    if (!RecordingFile.isOne(file)) {
      throw new StartRefusedException(
          "%s is no recording. Make one with `resonance mtconnect record`; lines of an adapter (SHDR) need --devices."
              .formatted(file));
    }
    RecordedStreams streams = new RecordedStreams();
    try (RecordingFile.Reader reader = new RecordingFile.Reader(file)) {
      for (Optional<Answer> next = reader.next(); next.isPresent(); next = reader.next()) {
        Answer answer = next.get();
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, answer.received());
        if (answer.request() == Request.CURRENT) {
          streams.addState(nanos, answer.xml());
        } else {
          streams.add(nanos, answer.xml());
        }
      }
    } catch (EOFException e) {
      spec.commandLine()
          .getErr()
          .printf("%s ends inside a document; what stands before it is served.%n", file);
    }
    try {
      return new Played(streams.agent(), streams.feed());
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "%s cannot be served: %s.".formatted(file, e.getMessage()), e);
    }
  }

  private void tell(SimulatedAgent agent, AgentFeed feed, PrintWriter out) {
    feed.notes().forEach(note -> spec.commandLine().getErr().println(note + "."));
    if (json) {
      out.println(
          MAPPER
              .createObjectNode()
              .put("url", agent.url().toString())
              .put("steps", feed.steps().size())
              .put("speed", speed));
    } else {
      out.printf(
          "Serving %s at %s, %d steps at speed %s; Ctrl-C ends.%n",
          file, agent.url(), feed.steps().size(), speed);
    }
    out.flush();
  }
}

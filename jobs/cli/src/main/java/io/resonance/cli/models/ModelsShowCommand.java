package io.resonance.cli.models;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.infer.model.Decision;
import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelOutput;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelPackageException;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.WindowSpec;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model package is: who answers for it, what it reads and what it says. */
@Command(
    name = "show",
    description = "Shows what a model reads, says and decides, and who answers for it.",
    mixinStandardHelpOptions = true)
final class ModelsShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Folder of a model package.")
  private Path folder;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelSpec model = load();
    if (json) {
      out.println(asJson(model));
    } else {
      print(model, out);
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private ModelSpec load() {
    try {
      return ModelPackage.loadAsDescribed(folder).spec();
    } catch (ModelPackageException wrong) {
      throw new StartRefusedException(wrong.getMessage(), wrong);
    }
  }

  private static void print(ModelSpec model, PrintWriter out) {
    var identity = model.identity();
    out.printf("%s %s: %s%n", identity.id(), identity.version(), identity.task());
    out.printf("owner     %s; approval %s%n", identity.owner(), identity.approvalState());
    out.printf("trained   on %s%n", identity.trainingDataId());
    out.printf("file      %s, sha256 %s%n", model.artefact().file(), model.artefact().sha256());
    out.printf("window    %s%n", window(model.window()));
    for (ModelInput input : model.input().channels()) {
      out.printf(
          "input     %s%s%s%n",
          input.property(),
          input.unit().isEmpty() ? "" : " in " + input.unit(),
          input.trained().isUnbounded()
              ? ""
              : ", trained on %s to %s".formatted(input.trained().low(), input.trained().high()));
    }
    model.mask().ifPresent(mask -> out.printf("mask      tensor %s%n", mask));
    for (ModelOutput output : model.output().channels()) {
      out.printf(
          "output    %s%s, %s to %s%n",
          output.name(),
          output.unit().isEmpty() ? "" : " in " + output.unit(),
          output.range().low(),
          output.range().high());
    }
    out.printf("decides   %s%n", decision(model));
    out.printf(
        "plant     - {id: %s, package: FOLDER, sha256: %s, equipment: [ID]}%n",
        identity.id(), model.artefact().sha256());
  }

  private static String window(WindowSpec window) {
    return String.format(
        Locale.ROOT,
        "%d ticks at %s Hz (%s), every %d; %s, max gap %s, corrected for %s",
        window.length(),
        1e9 / window.periodNanos(),
        Duration.ofNanos(window.length() * window.periodNanos()),
        window.stride(),
        window.resampling().name().toLowerCase(Locale.ROOT),
        Duration.ofNanos(window.maxGapNanos()),
        Duration.ofNanos(window.latenessNanos()));
  }

  private static String decision(ModelSpec model) {
    if (model.decision() instanceof Decision.Threshold threshold) {
      return "NotOK where %s is %s %s"
          .formatted(
              model.output().channels().get(threshold.output()).name(),
              threshold.side() == Decision.Side.ABOVE ? "above" : "below",
              threshold.threshold());
    }
    return "nothing: its outputs stand for themselves";
  }

  private static ObjectNode asJson(ModelSpec model) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    var identity = model.identity();
    node.put("id", identity.id());
    node.put("version", identity.version());
    node.put("task", identity.task());
    node.put("owner", identity.owner());
    node.put("approval", identity.approvalState());
    node.put("trainingData", identity.trainingDataId());
    node.put("file", model.artefact().file());
    node.put("sha256", model.artefact().sha256());
    node.put("window", window(model.window()));
    node.put("decision", decision(model));
    var inputs = node.putArray("inputs");
    for (ModelInput input : model.input().channels()) {
      inputs.addObject().put("property", input.property()).put("unit", input.unit());
    }
    var outputs = node.putArray("outputs");
    for (ModelOutput output : model.output().channels()) {
      outputs.addObject().put("name", output.name()).put("unit", output.unit());
    }
    return node;
  }
}

package io.resonance.cli.models;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelPackageException;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.predict.ModelTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells everything that is wrong with model packages at once. */
@Command(
    name = "validate",
    description = {
      "Tells everything that is wrong with model packages, with file, line and next step.",
      "Exit code 0 if a job would take them all, 1 if not."
    },
    mixinStandardHelpOptions = true)
final class ModelsValidateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of model packages.")
  private List<Path> folders;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description =
          "The hash of the ONNX file that the plant approved. Default: what model.yaml says.")
  private String approved;

  @Option(
      names = "--run",
      description = "Also load the model into the engine and run it on windows full of zeros.")
  private boolean run;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    int refused = 0;
    for (Path folder : folders) {
      refused += validate(folder, out) ? 0 : 1;
    }
    out.flush();
    return refused == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private boolean validate(Path folder, PrintWriter out) {
    try {
      ModelPackage source =
          approved == null
              ? ModelPackage.loadAsDescribed(folder)
              : ModelPackage.load(folder, approved.toLowerCase(Locale.ROOT));
      ModelSpec model = source.spec();
      out.printf(
          "%s: in order; %s %s, sha256 %s%n",
          folder, model.identity().id(), model.identity().version(), model.artefact().sha256());
      return !run || trial(folder, source, out);
    } catch (ModelPackageException wrong) {
      wrong.problems().forEach(out::println);
      return false;
    }
  }

  private static boolean trial(Path folder, ModelPackage source, PrintWriter out) {
    try {
      ModelTrial.Result result = ModelTrial.run(source, 0);
      out.printf(
          Locale.ROOT,
          "%s: runs in %s, %.1f us a window in batches of 32; zeros give %s%n",
          folder,
          result.engine(),
          result.microsPerWindow(),
          result.outputs());
      Optional<String> wrong = wrongOutput(source.spec(), result.outputs());
      wrong.ifPresent(text -> out.printf("%s: warning: %s%n", folder, text));
      return true;
    } catch (IOException failed) {
      out.printf("%s: %s%n", folder, failed.getMessage());
      return false;
    }
  }

  /** What a job would not decide upon; zeros may be far from the training, so it is no error. */
  private static Optional<String> wrongOutput(ModelSpec model, List<Float> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      var channel = model.output().channels().get(i);
      float value = outputs.get(i);
      if (!Float.isFinite(value) || !channel.range().contains(value)) {
        return Optional.of(
            "zeros give %s for %s, outside %s to %s; a job makes such a result NotDecidable."
                .formatted(value, channel.name(), channel.range().low(), channel.range().high()));
      }
    }
    return Optional.empty();
  }
}

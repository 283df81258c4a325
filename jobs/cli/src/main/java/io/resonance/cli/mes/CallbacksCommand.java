package io.resonance.cli.mes;

import io.resonance.cli.PlantFileOption;
import io.resonance.job.mes.AnswerCallbacks;
import io.resonance.schema.plant.PlantFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the answers of a MES that posts them. */
@Command(
    name = "callbacks",
    description = {
      "Takes the answers that the MES posts by HTTPS, and writes them to the topic of answers, until Ctrl-C.",
      "Needs `mes: answers: callbacks` in the plant file. Several may run behind one address."
    },
    mixinStandardHelpOptions = true)
final class CallbacksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;

  @Override
  public Integer call() throws InterruptedException {
    PlantFile plant = plantFile.load(spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    try (AnswerCallbacks callbacks = AnswerCallbacks.start(plant)) {
      out.printf("answers are taken at %s, Ctrl-C ends it%n", callbacks.url());
      out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}

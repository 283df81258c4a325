package io.resonance.cli.rules;

import io.resonance.cli.PlantFileOption;
import io.resonance.cli.control.OrderOption;
import io.resonance.schema.plant.PlantFile;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a pushed pack out of the running job. */
@Command(
    name = "withdraw",
    description =
        "Takes a pushed pack out of the running job; a pack of the plant file with its id is in"
            + " force again.",
    mixinStandardHelpOptions = true)
final class RulesWithdrawCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PlantFileOption plantFile;
  @Mixin private OrderOption order;

  @Parameters(paramLabel = "PACK-ID", description = "pack.id of the pack, such as line-1-quality.")
  private String pack;

  @Option(
      names = "--effective-from",
      paramLabel = "TIME",
      description =
          "Values measured at this time or later are no longer judged by it. Default: now.")
  private String effectiveFrom;

  @Option(names = "--shadow", description = "The trial of this pack.")
  private boolean shadow;

  @Override
  public Integer call() throws Exception {
    Instant from =
        effectiveFrom == null ? Instant.now() : OrderOption.time(effectiveFrom, "--effective-from");
    PlantFile plant = plantFile.load(spec.commandLine());
    return order.give(
        spec.commandLine(),
        plant,
        shadow ? order.orders().withdrawShadow(pack, from) : order.orders().withdraw(pack, from));
  }
}

package io.resonance.cli;

import io.resonance.cli.cluster.ClusterCommand;
import io.resonance.cli.faults.FaultsCommand;
import io.resonance.cli.jobs.RescaleCommand;
import io.resonance.cli.jobs.SavepointCommand;
import io.resonance.cli.jobs.StatusCommand;
import io.resonance.cli.jobs.SubmitCommand;
import io.resonance.cli.jobs.UpgradeCommand;
import io.resonance.cli.map.MapCommand;
import io.resonance.cli.mes.MesCommand;
import io.resonance.cli.models.ModelsCommand;
import io.resonance.cli.mtconnect.MtConnectCommand;
import io.resonance.cli.opcua.OpcUaCommand;
import io.resonance.cli.profile.ProfileCommand;
import io.resonance.cli.rules.RulesCommand;
import io.resonance.cli.violations.ViolationsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code resonance}: entry point of the distribution. */
@Command(
    name = "resonance",
    description =
        "Plant-wide stream processing between machines, industrial AI models and the MES.",
    mixinStandardHelpOptions = true,
    versionProvider = Resonance.Version.class,
    subcommands = {
      DemoCommand.class,
      CheckCommand.class,
      MapCommand.class,
      RunCommand.class,
      ClusterCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      SavepointCommand.class,
      UpgradeCommand.class,
      RescaleCommand.class,
      SchemasCommand.class,
      TailCommand.class,
      RulesCommand.class,
      ProfileCommand.class,
      ModelsCommand.class,
      ViolationsCommand.class,
      OpcUaCommand.class,
      MtConnectCommand.class,
      MesCommand.class,
      FaultsCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with `resonance demo`: a simulated plant on this machine, nothing to install.",
      "Exit codes: 0 all is well, 1 refused or failed (the message says what to do), 2 wrong"
          + " arguments."
    })
public final class Resonance {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of failures.")
  private boolean verbose;

  private Resonance() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs one command and answers its exit code. */
  static int execute(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    Resonance root = new Resonance();
    return new CommandLine(root)
        .setExecutionExceptionHandler(new FailureMessage(() -> root.verbose))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(java.time.Duration.class, Durations::parse)
        .setUsageHelpAutoWidth(true);
  }

  /** Version of this release, from the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Resonance.class.getPackage().getImplementationVersion();
      return new String[] {"resonance " + (version == null ? "(not packaged)" : version)};
    }
  }
}

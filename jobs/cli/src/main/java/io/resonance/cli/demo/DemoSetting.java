package io.resonance.cli.demo;

import picocli.CommandLine.Option;

/** What of the demo's plant file can be chosen on the command line. */
public final class DemoSetting {

  @Option(
      names = "--guarantee",
      paramLabel = "WORD",
      defaultValue = "exactly-once",
      description = "exactly-once or at-least-once. Default: ${DEFAULT-VALUE}.")
  private String guarantee;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "D",
      defaultValue = "1s",
      description = "Time between checkpoints. Default: ${DEFAULT-VALUE}.")
  private String checkpointInterval;

  String guarantee() {
    return guarantee;
  }

  String checkpointInterval() {
    return checkpointInterval;
  }
}

package io.resonance.cli;

import picocli.CommandLine.Option;

/** The option every command has: how much is shown when it fails. */
final class VerboseOption {

  @Option(names = "--verbose", description = "Show stack traces of failures.")
  private boolean verbose;

  boolean isVerbose() {
    return verbose;
  }
}

package io.resonance.cli;

import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.MissingSecretException;
import io.resonance.testbed.kafka.PortInUseException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Shows a failure as one message with the next step. The stack trace is for developers: it appears
 * with {@code --verbose}, and for failures that nobody foresaw the message says so.
 */
final class FailureMessage implements IExecutionExceptionHandler {

  private final BooleanSupplier verbose;

  /**
   * @param verbose whether stack traces are wanted, asked when something has failed
   */
  FailureMessage(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println(commandLine.getColorScheme().errorText("error: " + message(failure)));
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Throwable failure) {
    if (failure instanceof StartRefusedException
        || failure instanceof PortInUseException
        || failure instanceof MissingSecretException) {
      return failure.getMessage();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "There is no file " + missing.getFile() + ".";
    }
    if (failure instanceof FileSystemException unusable) {
      return "The file %s cannot be used: %s.".formatted(unusable.getFile(), unusable.getReason());
    }
    return "%s. This was not foreseen; run the command again with --verbose and report what it prints."
        .formatted(failure.toString());
  }
}

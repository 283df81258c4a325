package io.resonance.connector.opcua.source;

import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.doctor.Examination;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Examines a server the way the source will use it: connection, limits, clock, what it grants a
 * subscription, what it can give back after an outage, units and throughput. Leaves nothing behind
 * at the server. Blocks as long as that takes; may be called from any thread.
 */
public final class OpcUaDoctor {

  private OpcUaDoctor() {}

  /** What is looked at, in this order. */
  public enum Check {
    REACHABLE("reachable"),
    SECURITY("security"),
    CERTIFICATE("certificate"),
    USER("user"),
    SESSION("session"),
    VENDOR("vendor"),
    LIMITS("limits"),
    CLOCK("clock"),
    SUBSCRIPTION("subscription"),
    NODES("nodes"),
    HISTORY("history"),
    TRANSFER("transfer"),
    DELIVERY("delivery"),
    UNITS("units"),
    THROUGHPUT("throughput");

    private final String word;

    Check(String word) {
      this.word = word;
    }

    /** Its name for people and programs. */
    public String word() {
      return word;
    }
  }

  /** How well it is. */
  public enum Verdict {
    OK,
    /** The source works, with less than there could be. */
    WARN,
    /** The source cannot work; nothing after it is examined. */
    FAIL
  }

  /**
   * The outcome of a check.
   *
   * @param check what was looked at
   * @param verdict how well it is
   * @param text what was found, a sentence or two
   * @param nextStep what to do about it; empty where nothing is to be done or the text says so
   */
  public record Finding(Check check, Verdict verdict, String text, String nextStep) {
    public Finding {
      Objects.requireNonNull(check, "check");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(nextStep, "nextStep");
    }
  }

  /**
   * How much is tried.
   *
   * @param listening how long values are counted
   * @param variables how many variables are found and subscribed to at most, where the endpoint
   *     names none by NodeId
   */
  public record Trial(Duration listening, int variables) {
    public Trial {
      if (listening.isNegative() || listening.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(
            "Values are counted for 0 to 3600 seconds, not for %d."
                .formatted(listening.toSeconds()));
      }
      if (variables < 1 || variables > 100_000) {
        throw new IllegalArgumentException(
            "A trial takes 1 to 100000 variables, not %d.".formatted(variables));
      }
    }
  }

  /**
   * Examines one endpoint and tells each finding at once; what the server or the network does wrong
   * is a finding.
   *
   * @throws OpcUaRefusedException if our own certificate and key cannot be used
   */
  public static void examine(
      OpcUaEndpoint endpoint, OpcUaIdentity identity, Trial trial, Consumer<Finding> told)
      throws OpcUaRefusedException {
    try (MiloConnector connector = new MiloConnector(identity)) {
      new Examination(endpoint, trial, told).run(connector);
    } catch (IllegalArgumentException e) {
      throw new OpcUaRefusedException(e.getMessage(), e);
    }
  }
}

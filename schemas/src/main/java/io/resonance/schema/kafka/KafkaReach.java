package io.resonance.schema.kafka;

import io.resonance.schema.plant.KafkaTarget;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Whether a plant's Kafka cluster can be reached. */
public final class KafkaReach {

  private static final int TIMEOUT_SECONDS = 10;

  private KafkaReach() {}

  /**
   * Asks the cluster who it is.
   *
   * @return a line for people: how many brokers answered for
   * @throws StartRefusedException if it does not answer
   */
  public static String describe(KafkaTarget kafka) {
    Properties properties = KafkaClients.properties(kafka);
    properties.put("request.timeout.ms", "5000");
    properties.put("default.api.timeout.ms", "8000");
    try (Admin admin = Admin.create(properties)) {
      int brokers = admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
      return "answers, %d broker%s".formatted(brokers, brokers == 1 ? "" : "s");
    } catch (ExecutionException
        | TimeoutException
        | org.apache.kafka.common.KafkaException silent) {
      throw new StartRefusedException(
          "Kafka at %s does not answer (%s). Check kafka.bootstrap and kafka.properties in the plant file, and that the brokers run."
              .formatted(kafka.bootstrap(), reason(silent)),
          silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartRefusedException(
          "Interrupted while asking Kafka at " + kafka.bootstrap(), interrupted);
    }
  }

  /** The innermost message: what Kafka's client wraps around it says nothing to a deployer. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}

package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.Map;

/**
 * The Kafka cluster that records are written to.
 *
 * @param bootstrap host:port of some brokers, comma-separated
 * @param prefix topics are named {@code <prefix>.values}, {@code <prefix>.violations} and so on
 * @param guarantee what a reader with {@code isolation.level=read_committed} may rely on
 * @param partitions partitions of a topic this job creates
 * @param replication replicas of a topic this job creates
 * @param properties further client properties as they are, such as {@code security.protocol}
 * @param secretProperties client properties whose values are secrets, such as {@code
 *     sasl.jaas.config}
 */
public record KafkaTarget(
    String bootstrap,
    String prefix,
    Guarantee guarantee,
    int partitions,
    int replication,
    Map<String, String> properties,
    Map<String, Secret> secretProperties)
    implements Serializable {

  /** How often a record appears in Kafka after failures. */
  public enum Guarantee {
    /** Once; visible after the next checkpoint. */
    EXACTLY_ONCE,
    /** Once or, after a failure, more often; visible at once. */
    AT_LEAST_ONCE
  }

  public KafkaTarget {
    properties = Map.copyOf(properties);
    secretProperties = Map.copyOf(secretProperties);
  }

  /** Name of the topic with this suffix. */
  public String topic(String suffix) {
    return prefix + "." + suffix;
  }
}

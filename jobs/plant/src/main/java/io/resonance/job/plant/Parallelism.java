package io.resonance.job.plant;

import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Gives operators the parallelism the cluster's configuration names for their uid; the others take
 * the job's default.
 */
final class Parallelism {

  /** Which operator runs in how many subtasks. */
  static final ConfigOption<Map<String, String>> BY_UID =
      ConfigOptions.key("resonance.parallelism")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Parallelism by uid of an operator, such as `source-opcua:4,normalize:8`; conform, infer-window and the encoding run as normalize does.");

  private final Map<String, String> byUid;

  Parallelism(ReadableConfig configuration) {
    this.byUid = configuration.get(BY_UID);
  }

  /** Sets the operator's parallelism if its name, which is its uid, is configured. */
  void set(SingleOutputStreamOperator<?> operator) {
    setAs(operator.getName(), operator);
  }

  /** Sets the operator's parallelism to that of another uid, which it must share. */
  void setAs(String uid, SingleOutputStreamOperator<?> operator) {
    String value = byUid.get(uid);
    if (value == null) {
      return;
    }
    try {
      operator.setParallelism(Integer.parseInt(value.strip()));
    } catch (IllegalArgumentException notAParallelism) {
      throw new IllegalArgumentException(
          "resonance.parallelism gives %s the parallelism '%s'; write a whole number of 1 or more."
              .formatted(uid, value),
          notAParallelism);
    }
  }
}

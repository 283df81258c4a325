package io.resonance.helm;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The options of the Flink version that runs, read from its own classes. */
final class FlinkOptions {

  private static final List<Class<?>> CLASSES =
      List.of(
          CheckpointingOptions.class,
          CoreOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RestartStrategyOptions.class,
          RocksDBOptions.class,
          SecurityOptions.class,
          StateBackendOptions.class,
          TaskManagerOptions.class,
          WebOptions.class);

  private static final String REPORTER = "metrics.reporter.prom.";

  private final Map<String, ConfigOption<?>> byKey = new TreeMap<>();

  FlinkOptions() {
    for (Class<?> options : CLASSES) {
      for (ConfigOption<?> option : optionsOf(options)) {
        byKey.put(option.key(), option);
      }
    }
    for (ConfigOption<?> option :
        List.of(MetricOptions.REPORTER_FACTORY_CLASS, MetricOptions.REPORTER_EXCLUDED_VARIABLES)) {
      byKey.put(REPORTER + option.key(), option);
    }
  }

  boolean contains(String key) {
    // The one option the Prometheus reporter reads itself has no ConfigOption.
    return byKey.containsKey(key) || key.equals(REPORTER + "port");
  }

  /** The option of a key of {@link #contains}, if it has a type to check a value by. */
  List<ConfigOption<?>> typed(String key) {
    return byKey.containsKey(key) && !key.startsWith(REPORTER)
        ? List.of(byKey.get(key))
        : List.of();
  }

  private static List<ConfigOption<?>> optionsOf(Class<?> options) {
    List<ConfigOption<?>> found = new ArrayList<>();
    for (Field field : options.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        try {
          found.add((ConfigOption<?>) field.get(null));
        } catch (IllegalAccessException impossible) {
          throw new AssertionError(impossible);
        }
      }
    }
    return found;
  }
}

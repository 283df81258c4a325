package io.resonance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's configuration, read by Flink itself. */
class FlinkConfigurationTest {

  private static final Pattern SETTING = Pattern.compile("#?([a-z][\\w-]*(?:\\.[\\w-]+)+): .+");

  /** The broker's default for transaction.max.timeout.ms. */
  private static final Duration KAFKA_TRANSACTION = Duration.ofMinutes(15);

  private final Configuration configuration =
      GlobalConfiguration.loadConfiguration(ProjectFiles.FLINK_CONF.toString());
  private final List<String> lines =
      ProjectFiles.read(ProjectFiles.FLINK_CONF.resolve("config.yaml")).lines().toList();

  @TempDir private Path scratch;

  @Test
  void setsOnlyOptionsThatThisFlinkKnows() {
    FlinkOptions options = new FlinkOptions();

    assertThat(configuration.keySet()).hasSizeGreaterThan(30).allMatch(options::contains);
    assertThat(settings().map(FlinkConfigurationTest::key)).allMatch(options::contains);
  }

  @Test
  void givesEverySettingAValueOfItsType() {
    FlinkOptions options = new FlinkOptions();

    for (String key : configuration.keySet()) {
      for (ConfigOption<?> option : options.typed(key)) {
        assertThatCode(() -> configuration.get(option)).as(key).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void givesEverySettingItsReasonInTheLineAbove() {
    for (int i = 1; i < lines.size(); i++) {
      if (SETTING.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1)).as("the line above `%s`", lines.get(i)).startsWith("# ");
      }
    }
  }

  @Test
  void opensTheModulesThatTheBuildOpensForTests() {
    assertThat(configuration.get(CoreOptions.FLINK_JVM_OPTIONS).split(" "))
        .containsExactlyInAnyOrder(System.getProperty("flink.jvm.opens").split(" "));
  }

  @Test
  void letsATransactionOutliveCheckpointsThatFail() {
    Duration checkpoints =
        configuration
            .get(CheckpointingOptions.CHECKPOINTING_TIMEOUT)
            .multipliedBy(1L + configuration.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER))
            .plus(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL));

    assertThat(checkpoints).isLessThan(KAFKA_TRANSACTION.dividedBy(2));
  }

  @Test
  void namesAPrometheusReporterThatExists() {
    assertThat(
            MetricOptions.forReporter(configuration, "prom")
                .get(MetricOptions.REPORTER_FACTORY_CLASS))
        .isEqualTo(PrometheusReporterFactory.class.getName());
  }

  @Test
  void addsUpInTheMemoryOfEveryProcess() {
    assertHeaps(configuration, 1024);
  }

  @Test
  void addsUpInTheMemoryOfEveryPod() {
    RenderedChart rendered = Chart.withHelm(scratch).templateWithPlantFile(Chart.PLAIN_PLANT_FILE);

    for (var job : List.of(rendered.plantJob(), rendered.mesDeliveryJob())) {
      Configuration pod = new Configuration();
      job.at("/spec/flinkConfiguration")
          .properties()
          .forEach(setting -> pod.setString(setting.getKey(), setting.getValue().asText()));
      pod.set(
          TaskManagerOptions.TOTAL_PROCESS_MEMORY,
          MemorySize.parse(job.at("/spec/taskManager/resource/memory").asText()));
      pod.set(
          JobManagerOptions.TOTAL_PROCESS_MEMORY,
          MemorySize.parse(job.at("/spec/jobManager/resource/memory").asText()));
      assertHeaps(pod, 400);
    }
  }

  @Test
  void isCarriedByTheChartWithoutADifference() {
    for (String file : List.of("config.yaml", "log4j2.properties")) {
      assertThat(ProjectFiles.CHART.resolve("files").resolve(file))
          .as("copy flink-conf/%s to helm/resonance/files", file)
          .hasSameTextualContentAs(ProjectFiles.FLINK_CONF.resolve(file));
    }
  }

  private static void assertHeaps(Configuration process, int taskManagerMegabytes) {
    assertThat(
            TaskExecutorProcessUtils.processSpecFromConfig(process)
                .getTaskHeapSize()
                .getMebiBytes())
        .isGreaterThan(taskManagerMegabytes);
    assertThat(
            JobManagerProcessUtils.processSpecFromConfig(process)
                .getFlinkMemory()
                .getJvmHeapMemorySize()
                .getMebiBytes())
        .isGreaterThan(512);
  }

  private Stream<String> settings() {
    return lines.stream().filter(line -> SETTING.matcher(line).matches());
  }

  private static String key(String setting) {
    return setting.substring(setting.startsWith("#") ? 1 : 0, setting.indexOf(": "));
  }
}

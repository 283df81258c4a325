package io.resonance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts ask for metrics that exist. */
class PrometheusRuleTest {

  private static final Pattern METRIC = Pattern.compile("flink_jobmanager_job_(\\w+)\\{([^}]*)}");
  private static final String CHECKPOINTS =
      "org.apache.flink.runtime.checkpoint.DefaultCheckpointStatsTracker";
  private static final String VALUES = "monitoring: {prometheusRule: true, podMonitor: true}";

  @TempDir private Path scratch;

  @Test
  void asksOnlyForMetricsThatFlinkHas() throws ReflectiveOperationException {
    Set<String> asked = new TreeSet<>();
    for (JsonNode rule : rules()) {
      METRIC
          .matcher(rule.get("expr").asText())
          .results()
          .forEach(match -> asked.add(match.group(1)));
    }

    assertThat(asked)
        .containsExactlyInAnyOrder(
            constant("org.apache.flink.runtime.metrics.MetricNames", "NUM_RESTARTS"),
            constant(CHECKPOINTS, "NUMBER_OF_FAILED_CHECKPOINTS_METRIC"),
            constant(CHECKPOINTS, "NUMBER_OF_COMPLETED_CHECKPOINTS_METRIC"));
  }

  @Test
  void watchesTheTwoJobsOfThisReleaseOnly() {
    for (JsonNode rule : rules()) {
      assertThat(rule.get("expr").asText())
          .containsPattern(
              "\\{namespace=\"plant-floor\",pod=~\"resonance-(plant|mes-delivery)-.\\+\"}");
      assertThat(rule.at("/annotations/summary").asText()).endsWith(".");
    }
  }

  private List<JsonNode> rules() {
    RenderedChart rendered =
        Chart.withHelm(scratch).templateWithPlantFile(Chart.PLAIN_PLANT_FILE, VALUES);
    JsonNode groups = rendered.ofKind("PrometheusRule").get(0).at("/spec/groups");
    assertThat(groups).hasSize(2);
    return StreamSupport.stream(groups.spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.get("rules").spliterator(), false))
        .toList();
  }

  /** Some of Flink's names are visible to its own package only. */
  private static String constant(String type, String field) throws ReflectiveOperationException {
    var name = Class.forName(type).getDeclaredField(field);
    name.setAccessible(true);
    return (String) name.get(null);
  }
}

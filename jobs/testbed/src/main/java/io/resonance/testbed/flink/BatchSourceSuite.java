package io.resonance.testbed.flink;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testframe.environment.TestEnvironment;
import org.apache.flink.connector.testframe.environment.TestEnvironmentSettings;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;
import org.apache.flink.connector.testframe.testsuites.SourceTestSuiteBase;
import org.apache.flink.connector.testframe.utils.MetricQuerier;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.TestTemplate;

/**
 * Flink's own suite for sources, for one whose records are batches: a {@link RowSource} makes them
 * rows for the suite.
 */
public abstract class BatchSourceSuite extends SourceTestSuiteBase<String> {

  private static final int SPLITS = 4;
  private static final String SOURCE = "source-of-batches";

  private final String received;
  private final List<String> groups;

  /**
   * For a source.
   *
   * @param received name of its counters of received rows
   * @param groups metric groups that have such a counter
   */
  protected BatchSourceSuite(String received, List<String> groups) {
    this.received = received;
    this.groups = List.copyOf(groups);
  }

  /**
   * The suite's own test asks Flink's {@code numRecordsIn}, which counts the records of the source:
   * batches. How many rows were received is told by a counter of the source.
   */
  @Override
  @TestTemplate
  public void testSourceMetrics(
      TestEnvironment testEnv,
      DataStreamSourceExternalContext<String> externalContext,
      CheckpointingMode semantic)
      throws Exception {
    TestingSourceSettings settings =
        TestingSourceSettings.builder()
            .setBoundedness(Boundedness.CONTINUOUS_UNBOUNDED)
            .setCheckpointingMode(semantic)
            .build();
    List<String> written = new ArrayList<>();
    for (int split = 0; split < SPLITS; split++) {
      written.addAll(generateAndWriteTestData(split, externalContext, settings));
    }
    StreamExecutionEnvironment env =
        testEnv.createExecutionEnvironment(
            TestEnvironmentSettings.builder()
                .setConnectorJarPaths(externalContext.getConnectorJarPaths())
                .build());
    env.fromSource(
            tryCreateSource(externalContext, settings), WatermarkStrategy.noWatermarks(), SOURCE)
        .setParallelism(SPLITS)
        .sinkTo(new DiscardingSink<>());
    JobClient job = submitJob(env, "metrics");
    MetricQuerier metrics = new MetricQuerier(new Configuration());
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> received(metrics, testEnv, job.getJobID()), rows -> rows == written.size());
    } finally {
      job.cancel().get();
    }
  }

  private double received(MetricQuerier metrics, TestEnvironment testEnv, JobID job)
      throws Exception {
    double sum = 0;
    for (String group : groups) {
      sum +=
          metrics.getAggregatedMetricsByRestAPI(
              testEnv.getRestEndpoint(), job, SOURCE, received, group);
    }
    return sum;
  }
}

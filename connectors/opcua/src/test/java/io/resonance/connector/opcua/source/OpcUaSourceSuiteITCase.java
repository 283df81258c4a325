package io.resonance.connector.opcua.source;

import io.resonance.testbed.flink.BatchSourceSuite;
import io.resonance.testbed.flink.MiniClusterEnvironment;
import java.util.List;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.core.execution.CheckpointingMode;

/** Flink's own suite for sources, on a real server with four subscriptions; a row is a value. */
class OpcUaSourceSuiteITCase extends BatchSourceSuite {

  @TestSemantics final CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

  @TestEnv final MiniClusterEnvironment environment = new MiniClusterEnvironment();

  @TestContext final ExternalContextFactory<SuitePlant> plants = test -> SuitePlant.open();

  OpcUaSourceSuiteITCase() {
    super("values", List.of("suite"));
  }
}

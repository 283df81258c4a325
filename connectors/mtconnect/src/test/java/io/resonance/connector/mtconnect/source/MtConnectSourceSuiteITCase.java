package io.resonance.connector.mtconnect.source;

import io.resonance.testbed.flink.BatchSourceSuite;
import io.resonance.testbed.flink.MiniClusterEnvironment;
import java.util.List;
import org.apache.flink.connector.testframe.external.ExternalContextFactory;
import org.apache.flink.connector.testframe.junit.annotations.TestContext;
import org.apache.flink.connector.testframe.junit.annotations.TestEnv;
import org.apache.flink.connector.testframe.junit.annotations.TestSemantics;
import org.apache.flink.core.execution.CheckpointingMode;

/** Flink's own suite for sources, on four agents; a row is an observation. */
class MtConnectSourceSuiteITCase extends BatchSourceSuite {

  @TestSemantics final CheckpointingMode[] semantics = {CheckpointingMode.EXACTLY_ONCE};

  @TestEnv final MiniClusterEnvironment environment = new MiniClusterEnvironment();

  @TestContext final ExternalContextFactory<SuiteAgents> agents = test -> new SuiteAgents();

  MtConnectSourceSuiteITCase() {
    super("observations", List.of("agent-0", "agent-1", "agent-2", "agent-3"));
  }
}

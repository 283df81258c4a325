package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.source.enumerator.MtConnectEnumeratorState;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.testbed.flink.RowCount;
import io.resonance.testbed.flink.RowSource;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;

/**
 * Four agents with one DataItem each, for Flink's suite. An agent keeps what it observes in its
 * buffer, so records are written at once.
 */
final class SuiteAgents implements DataStreamSourceExternalContext<String> {

  private static final int SPLITS = 4;
  private static final int RECORDS = 150;
  private static final AgentObservation.Place PLACE =
      new AgentObservation.Place(
          "name=\"m\" uuid=\"u\"",
          "component=\"Path\" name=\"path\" componentId=\"path\"",
          "Events");

  private final List<SimulatedAgent> agents = new ArrayList<>();
  private final RowCount count = new RowCount();
  private final AtomicInteger writers = new AtomicInteger();

  SuiteAgents() {
    for (int i = 0; i < SPLITS; i++) {
      agents.add(SimulatedAgent.builder().id("agent-" + i).probe(SuiteAgents::probe).start());
    }
  }

  private static byte[] probe(String header) {
    return """
        <MTConnectDevices xmlns="urn:mtconnect.org:MTConnectDevices:2.0"><Header%s/><Devices>
        <Device id="m" name="m" uuid="u"><Components><Path id="path" name="path"><DataItems>
        <DataItem category="EVENT" id="message" type="MESSAGE"/>
        </DataItems></Path></Components></Device></Devices></MTConnectDevices>"""
        .formatted(header)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Source<String, ?, ?> createSource(TestingSourceSettings settings) {
    MtConnectSourceBuilder builder =
        MtConnectSource.builder().reconnect(Duration.ofMillis(20), Duration.ofMillis(200));
    for (SimulatedAgent agent : agents) {
      builder.agent(
          MtConnectAgent.of(agent.id(), agent.url()).withStream(Duration.ofMillis(10), 500));
    }
    RowSource<MtConnectBatch, String, MtConnectAgentSplit, MtConnectEnumeratorState> rows =
        RowSource.of(builder.build(), SuiteAgents::texts, Types.STRING);
    return settings.getBoundedness() == Boundedness.BOUNDED ? rows.endingAfter(count) : rows;
  }

  private static void texts(MtConnectBatch batch, Consumer<String> row) {
    for (int i = 0; i < batch.size(); i++) {
      row.accept(batch.text(i));
    }
  }

  @Override
  public ExternalSystemSplitDataWriter<String> createSourceSplitDataWriter(
      TestingSourceSettings settings) {
    return new Writer(agents.get(writers.getAndIncrement()));
  }

  @Override
  public List<String> generateTestData(TestingSourceSettings settings, int split, long seed) {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add("%d-%d-%x".formatted(split, i, random.nextLong()));
    }
    return records;
  }

  @Override
  public List<URL> getConnectorJarPaths() {
    return List.of();
  }

  @Override
  public TypeInformation<String> getProducedType() {
    return Types.STRING;
  }

  @Override
  public void close() {
    agents.forEach(SimulatedAgent::close);
    count.close();
  }

  /** Writes into the buffer of one agent. */
  private final class Writer implements ExternalSystemSplitDataWriter<String> {
    private final SimulatedAgent agent;

    Writer(SimulatedAgent agent) {
      this.agent = agent;
    }

    @Override
    public void writeRecords(List<String> records) {
      count.written(records.size());
      for (String each : records) {
        Instant now = Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        String head = "<Message dataItemId=\"message\" timestamp=\"" + now + "\"";
        String tail = ">" + each + "</Message>";
        agent.add(new AgentObservation(0, PLACE, "message", nanos, head, tail));
      }
    }

    @Override
    public void close() {
      // the agents end with the test
    }
  }
}

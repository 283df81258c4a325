package io.resonance.connector.mtconnect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.SimulatedAgentBuilder;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Some lathes, an agent each, that turn when the test says so. */
final class TestCell implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, Lathe> lathes = new LinkedHashMap<>();
  private final Map<String, SimulatedAgent> agents = new LinkedHashMap<>();

  private TestCell(int count, UnaryOperator<SimulatedAgentBuilder> more) {
    for (int i = 0; i < count; i++) {
      String name = "lathe-" + i;
      Lathe lathe = new Lathe("uuid-" + i, name, i);
      lathes.put(name, lathe);
      agents.put(name, more.apply(lathe.agent()).start());
    }
  }

  /** Lathes that are UNAVAILABLE now and have not turned yet. */
  static TestCell of(int count) {
    return new TestCell(count, UnaryOperator.identity());
  }

  /** Lathes whose first and only observations are of one turn at a given time. */
  static TestCell of(int count, Instant first) {
    TestCell cell = new TestCell(count, agent -> agent.firstObservations(instance -> List.of()));
    cell.names().forEach(name -> cell.step(name, first));
    return cell;
  }

  SimulatedAgent agent(String name) {
    return agents.get(name);
  }

  List<String> names() {
    return List.copyOf(agents.keySet());
  }

  void stepAll(int steps) {
    for (int i = 0; i < steps; i++) {
      names().forEach(name -> step(name, Instant.now()));
    }
  }

  void step(String name, Instant time) {
    lathes.get(name).step(time).forEach(agents.get(name)::add);
  }

  /** All that turning would have changed is UNAVAILABLE. */
  void switchOff(String name, Instant time) {
    for (AgentObservation each : lathes.get(name).step(time)) {
      agents
          .get(name)
          .add(
              new AgentObservation(
                  0,
                  each.place(),
                  each.dataItemId(),
                  each.timestampNanos(),
                  each.head(),
                  each.tail().replaceFirst(">[^<]*<", ">UNAVAILABLE<")));
    }
  }

  /** A source of some of the agents; a slow machine is no silent agent. */
  MtConnectSourceBuilder source(String... names) {
    return source(Duration.ofSeconds(20), names);
  }

  /** As {@link #source(String...)}, giving up connections that are silent for so long. */
  MtConnectSourceBuilder source(Duration watchdog, String... names) {
    MtConnectSourceBuilder builder =
        MtConnectSource.builder().reconnect(Duration.ofMillis(20), Duration.ofMillis(200));
    for (String name : names.length == 0 ? names() : List.of(names)) {
      builder.agent(
          MtConnectAgent.of(name, agents.get(name).url())
              .withStream(Duration.ofMillis(10), 500)
              .withPatience(Duration.ofMillis(200), watchdog));
    }
    return builder;
  }

  /** Every observation the agents have made. */
  Set<String> made(String... names) {
    Set<String> made = new TreeSet<>();
    for (String name : names.length == 0 ? names() : List.of(names)) {
      SimulatedAgent agent = agents.get(name);
      for (long sequence = 1; sequence < agent.nextSequence(); sequence++) {
        made.add(ObservationCollector.key(name, agent.instanceId(), sequence));
      }
    }
    return made;
  }

  /** Waits until the job has all observations of these agents, each once and none lost. */
  void awaitAll(ObservationCollector.Collected collected, String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(new HashSet<>(collected.observations)).containsAll(made(names)));
    assertThat(collected.observations).doesNotHaveDuplicates();
    assertThat(collected.gaps).noneMatch(gap -> gap.phase() == MtConnectGap.Phase.LOST);
  }

  @Override
  public void close() {
    agents.values().forEach(SimulatedAgent::close);
  }
}

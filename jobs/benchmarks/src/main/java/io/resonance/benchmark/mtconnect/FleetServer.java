package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.testbed.mtconnect.lathe.AgentFleet;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Many agents whose lathes turn at a fixed pace. */
final class FleetServer implements ChildPart {
  static final String NAME = "mtconnect-fleet";
  static final String AGENTS = "agents";
  static final String PACE = "observationsPerSecond";
  static final String URLS = "urls";
  static final String PRODUCED = "produced";

  private final LongAdder produced = new LongAdder();
  private final AgentFleet fleet;

  FleetServer(Map<String, String> settings) {
    fleet =
        AgentFleet.start(
            Integer.parseInt(settings.get(AGENTS)),
            Double.parseDouble(settings.get(PACE)),
            (agent, instanceId, sequence, dataItemId, nanos) -> produced.increment());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        URLS,
        fleet.agents().stream()
            .map(agent -> agent.url().toString())
            .collect(Collectors.joining(",")));
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(PRODUCED, produced.sum());
  }

  @Override
  public void stop() {
    fleet.close();
  }
}

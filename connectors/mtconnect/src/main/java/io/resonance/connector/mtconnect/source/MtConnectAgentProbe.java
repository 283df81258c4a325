package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.browse.AgentInspection;
import java.util.List;

/** Looks at an agent once, for a person who is setting up a plant; blocks for a few seconds. */
public final class MtConnectAgentProbe {
  private MtConnectAgentProbe() {}

  /**
   * What was found.
   *
   * @param agentId id of the agent
   * @param reachable whether the agent answered a probe request with its devices
   * @param version version of the agent, empty if not reachable
   * @param instanceId present instanceId, empty if not reachable
   * @param bufferSize observations its buffer holds, empty if not given
   * @param devices names of its devices
   * @param dataItems number of DataItems of all devices
   * @param problems one sentence each: what, where, and the next step; empty if all is well
   */
  public record Report(
      String agentId,
      boolean reachable,
      String version,
      String instanceId,
      String bufferSize,
      List<String> devices,
      int dataItems,
      List<String> problems) {
    public Report {
      devices = List.copyOf(devices);
      problems = List.copyOf(problems);
    }
  }

  /** Checks that the agent answers, and what it is; never throws for what is wrong with it. */
  public static Report check(MtConnectAgent agent) {
    return AgentInspection.of(agent);
  }
}

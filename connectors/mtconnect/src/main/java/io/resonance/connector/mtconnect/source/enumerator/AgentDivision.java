package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectSplitBy;
import java.io.Serializable;

/**
 * An agent of the configuration and how it is to be divided.
 *
 * @param agent where it is
 * @param by how it becomes splits
 * @param largestSplit with {@link MtConnectSplitBy#AUTO}, an agent with more DataItems is divided
 */
public record AgentDivision(MtConnectAgent agent, MtConnectSplitBy by, int largestSplit)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether the agent has to be asked for its devices before it can be read. */
  boolean asksFirst(int subtasks) {
    boolean oneDevice = !agent.device().isEmpty();
    return !oneDevice
        && switch (by) {
          case AGENT -> false;
          case DEVICE -> true;
          case AUTO -> subtasks > 1;
        };
  }

  /** Whether an agent with these devices is read device by device. */
  boolean divides(int devices, int dataItems) {
    return devices > 1
        && switch (by) {
          case AGENT -> false;
          case DEVICE -> true;
          case AUTO -> dataItems > largestSplit;
        };
  }
}

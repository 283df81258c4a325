package io.resonance.connector.mtconnect.source.split;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * An agent, or one device of it, with how far it has been read. Where the agent is and how it is
 * asked comes from the source's configuration by its id, so that a changed URL takes effect on
 * restore.
 *
 * @param agentId id of the agent, as configured
 * @param device name or uuid of the one device this split reads; empty for all that is asked of the
 *     agent
 * @param progress where to go on
 */
public record MtConnectAgentSplit(String agentId, String device, MtConnectProgress progress)
    implements SourceSplit {
  private static final char BETWEEN = '/';

  /** A split of an agent that has never been read. */
  public static MtConnectAgentSplit unread(String agentId) {
    return unread(agentId, "");
  }

  /** A split of a device that has never been read; an empty device means the whole agent. */
  public static MtConnectAgentSplit unread(String agentId, String device) {
    return new MtConnectAgentSplit(agentId, device, MtConnectProgress.unread());
  }

  /** The id a split of a device has; an empty device means the whole agent. */
  public static String idOf(String agentId, String device) {
    return device.isEmpty() ? agentId : agentId + BETWEEN + device;
  }

  /** The agent in the id of a split: ids of agents have no slash. */
  public static String agentOf(String splitId) {
    int slash = splitId.indexOf(BETWEEN);
    return slash < 0 ? splitId : splitId.substring(0, slash);
  }

  /** The device in the id of a split; empty for a whole agent. */
  public static String deviceOf(String splitId) {
    int slash = splitId.indexOf(BETWEEN);
    return slash < 0 ? "" : splitId.substring(slash + 1);
  }

  @Override
  public String splitId() {
    return idOf(agentId, device);
  }
}

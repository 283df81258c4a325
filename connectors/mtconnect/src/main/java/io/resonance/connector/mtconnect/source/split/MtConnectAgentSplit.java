package io.resonance.connector.mtconnect.source.split;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One agent, with how far it has been read. Where the agent is and how it is asked comes from the
 * source's configuration by this id, so that a changed URL takes effect on restore.
 *
 * @param agentId id of the agent, as configured
 * @param progress where to go on
 */
public record MtConnectAgentSplit(String agentId, MtConnectProgress progress)
    implements SourceSplit {

  /** A split of an agent that has never been read. */
  public static MtConnectAgentSplit unread(String agentId) {
    return new MtConnectAgentSplit(agentId, MtConnectProgress.unread());
  }

  @Override
  public String splitId() {
    return agentId;
  }
}

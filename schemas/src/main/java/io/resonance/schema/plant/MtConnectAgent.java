package io.resonance.schema.plant;

import java.io.Serializable;
import java.time.Duration;

/**
 * An MTConnect agent to read.
 *
 * @param id unique among all servers and agents
 * @param url base URL, such as {@code http://host:5000}
 * @param access login, certificates and proxy
 * @param interval the agent sends a chunk this often
 * @param surviveOutage how long the agent may be silent before the connection is given up and made
 *     anew
 * @param splitBy whether it is read as one or device by device
 */
public record MtConnectAgent(
    String id,
    String url,
    AgentAccess access,
    Duration interval,
    Duration surviveOutage,
    SplitBy splitBy)
    implements Serializable {

  /** How an agent is divided among the subtasks that read. */
  public enum SplitBy {
    /** As its size suggests. */
    AUTO,
    /** Not at all. */
    AGENT,
    /** Each of its devices by itself. */
    DEVICE
  }
}

package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/** Everything MTConnect: the agents to read. */
public record MtConnectSection(List<MtConnectAgent> agents) implements Serializable {

  public MtConnectSection {
    agents = List.copyOf(agents);
  }

  /** No MTConnect agent is read. */
  public static MtConnectSection none() {
    return new MtConnectSection(List.of());
  }
}

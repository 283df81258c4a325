package io.resonance.benchmark.milo;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts of this package that run in processes of their own. */
public final class MiloParts {

  /** Starts them, by name. */
  public static final Map<String, ChildPart.Factory> ALL =
      Map.of(LoadServer.NAME, LoadServer::new, ListenerClient.NAME, ListenerClient::new);

  private MiloParts() {}
}

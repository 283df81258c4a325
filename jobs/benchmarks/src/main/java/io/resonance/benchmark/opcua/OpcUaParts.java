package io.resonance.benchmark.opcua;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts of this package that run in processes of their own. */
public final class OpcUaParts {

  /** Starts them, by name. */
  public static final Map<String, ChildPart.Factory> ALL =
      Map.of(SourceClient.NAME, SourceClient::new);

  private OpcUaParts() {}
}

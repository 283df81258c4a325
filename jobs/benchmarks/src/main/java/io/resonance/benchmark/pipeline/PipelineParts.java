package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts of this package that run in processes of their own. */
public final class PipelineParts {

  /** Starts them, by name. */
  public static final Map<String, ChildPart.Factory> ALL =
      Map.of(KafkaBroker.NAME, KafkaBroker::new, PlantClient.NAME, PlantClient::new);

  private PipelineParts() {}
}

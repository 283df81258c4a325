package io.resonance.benchmark.pipeline;

import io.resonance.benchmark.child.ChildPart;
import java.util.Map;

/** The parts that run in processes of their own. */
public final class PipelineParts {

  private PipelineParts() {}

  /** Starts a part. */
  public static ChildPart start(String name, Map<String, String> settings) throws Exception {
    return switch (name) {
      case SaturatingServer.NAME -> new SaturatingServer(settings);
      case ListenerClient.NAME -> new ListenerClient(settings);
      case KafkaBroker.NAME -> new KafkaBroker(settings);
      case PlantClient.NAME -> new PlantClient(settings);
      default -> throw new IllegalArgumentException("There is no part " + name);
    };
  }
}

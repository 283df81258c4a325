package io.resonance.infer.model;

import ai.djl.engine.Engine;
import io.resonance.schema.v1.ModelReference;

/**
 * The engine that models run in.
 *
 * @param name as DJL calls it
 * @param version such as {@code 1.20.0}
 */
public record EngineVersion(String name, String version) {

  /** DJL's name of the one engine that is supported. */
  public static final String ONNX_RUNTIME = "OnnxRuntime";

  /** The engine of this process; loads its native library. */
  public static EngineVersion present() {
    optOut();
    return new EngineVersion(ONNX_RUNTIME, Engine.getEngine(ONNX_RUNTIME).getVersion());
  }

  /**
   * DJL asks the cloud it runs in for metadata and reports the engine's use, unless told not to.
   */
  public static void optOut() {
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /** Whether this engine is a version or a later one; both in numbers joined by dots. */
  public boolean isAtLeast(String required) {
    String[] have = version.split("[^0-9]+", -1);
    String[] need = required.split("\\.", -1);
    for (int part = 0; part < need.length; part++) {
      int mine = part < have.length && !have[part].isEmpty() ? Integer.parseInt(have[part]) : 0;
      int theirs = Integer.parseInt(need[part]);
      if (mine != theirs) {
        return mine > theirs;
      }
    }
    return true;
  }

  /** What records say of a model that runs in this engine. */
  public ModelReference reference(ModelSpec spec) {
    ModelIdentity identity = spec.identity();
    return ModelReference.newBuilder()
        .setId(identity.id())
        .setVersion(identity.version())
        .setSha256(spec.artefact().sha256())
        .setTask(identity.task())
        .setEngine(name)
        .setEngineVersion(version)
        .setOwner(identity.owner())
        .setApprovalState(identity.approvalState())
        .setTrainingDataId(identity.trainingDataId())
        .build();
  }
}

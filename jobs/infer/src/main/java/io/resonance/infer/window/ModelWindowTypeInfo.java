package io.resonance.infer.window;

import io.resonance.schema.batch.ImmutableTypeInfo;

/** Type information of {@link ModelWindow}; the one instance is {@link #INSTANCE}. */
public final class ModelWindowTypeInfo extends ImmutableTypeInfo<ModelWindow> {

  public static final ModelWindowTypeInfo INSTANCE = new ModelWindowTypeInfo();

  private ModelWindowTypeInfo() {
    super(ModelWindow.class, ModelWindowSerializer.INSTANCE);
  }
}

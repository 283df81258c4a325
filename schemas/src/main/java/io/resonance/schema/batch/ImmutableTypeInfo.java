package io.resonance.schema.batch;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of an immutable type with a serializer of its own; neither a key nor made of
 * fields that Flink sees.
 *
 * @param <T> the type
 */
public class ImmutableTypeInfo<T> extends TypeInformation<T> {

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  protected ImmutableTypeInfo(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public final boolean isBasicType() {
    return false;
  }

  @Override
  public final boolean isTupleType() {
    return false;
  }

  @Override
  public final int getArity() {
    return 1;
  }

  @Override
  public final int getTotalFields() {
    return 1;
  }

  @Override
  public final Class<T> getTypeClass() {
    return type;
  }

  @Override
  public final boolean isKeyType() {
    return false;
  }

  @Override
  public final TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public final String toString() {
    return type.getSimpleName();
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof ImmutableTypeInfo<?> that && that.canEqual(this) && type == that.type;
  }

  @Override
  public final int hashCode() {
    return type.hashCode();
  }

  @Override
  public final boolean canEqual(Object other) {
    return other instanceof ImmutableTypeInfo<?>;
  }
}

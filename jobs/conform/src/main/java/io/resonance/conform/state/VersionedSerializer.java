package io.resonance.conform.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a value as one version byte and the fields of that version; a version that is not known is
 * refused.
 *
 * @param <T> the value; mutable values are copied by {@link #copy(Object)}
 */
public abstract class VersionedSerializer<T> extends TypeSerializerSingleton<T> {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final int version;

  /**
   * @param what the value in words, for errors
   * @param version the one that is written, 1 or more
   */
  protected VersionedSerializer(String what, int version) {
    this.what = what;
    this.version = version;
  }

  /** Writes the fields of the newest version. */
  protected abstract void write(T value, DataOutputView out) throws IOException;

  /** Reads the fields of a version from 1 to the newest. */
  protected abstract T read(int written, DataInputView in) throws IOException;

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(version);
    write(value, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    int written = in.readByte();
    if (written < 1 || written > version) {
      throw new IOException(
          "State of %s was written in format %d; this release reads up to format %d. Restore with the release that wrote the savepoint or a newer one."
              .formatted(what, written, version));
    }
    return read(written, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public final int getLength() {
    return -1; // variable, as TypeSerializer spells it
  }
}

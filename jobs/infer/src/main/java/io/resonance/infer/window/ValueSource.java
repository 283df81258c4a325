package io.resonance.infer.window;

import io.resonance.schema.batch.Origin;

/**
 * Where values of an input come from.
 *
 * @param address NodeId with namespace URI, or MTConnect dataItemId
 * @param origin endpoint and epoch
 */
public record ValueSource(String address, Origin origin) {

  @Override
  public boolean equals(Object other) {
    // nearly always the very same one, asked for every value
    return this == other
        || (other instanceof ValueSource that
            && address.equals(that.address)
            && origin.equals(that.origin));
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + origin.hashCode();
  }
}

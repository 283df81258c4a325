package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.Objects;

/**
 * An address that is no longer what it was: its values may now be those of another signal.
 *
 * @param property the property whose values come from there
 * @param address the address, as the plant file names it
 * @param what what changed, in a few words, such as "browse path"
 * @param before as it was
 * @param after as it is
 * @param at when it was noticed, in nanoseconds since the Unix epoch
 */
public record PropertyDrift(
    String property, String address, String what, String before, String after, long at)
    implements Serializable {

  public PropertyDrift {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }
}

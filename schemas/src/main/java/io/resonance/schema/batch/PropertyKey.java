package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.Objects;

/**
 * A property as the rows of one batch refer to it.
 *
 * @param property the profile's term, or {@code x:} and the native name where it has none
 * @param address NodeId with namespace URI, or MTConnect dataItemId
 * @param unit canonical unit (UN/ECE Rec 20 common code) of the rows' values; empty where they have
 *     none or, before {@code normalize}, where it is not known yet
 * @param nativeUnit the unit the machine used, as the protocol or the plant file spells it; empty
 *     where there is none or where it is the canonical one
 */
public record PropertyKey(String property, String address, String unit, String nativeUnit)
    implements Serializable {

  public PropertyKey {
    Objects.requireNonNull(property, "property");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(nativeUnit, "nativeUnit");
  }
}

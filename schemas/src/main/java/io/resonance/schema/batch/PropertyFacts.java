package io.resonance.schema.batch;

import java.io.Serializable;
import java.util.Map;

/**
 * What an endpoint says about a property itself, sent once per epoch ahead of its values: OPC UA's
 * EUInformation, EURange, InstrumentRange and EnumStrings (Part 8), MTConnect's units, nativeUnits
 * and Constraints (Part 2).
 *
 * @param key the property it is about; {@link PropertyKey#nativeUnit} is the unit the endpoint
 *     announces
 * @param displayName the endpoint's name for people; empty where it gives none
 * @param euRange normal range of the value; {@link ValueRange#UNBOUNDED} where the endpoint gives
 *     none
 * @param instrumentRange range the instrument can measure; {@link ValueRange#UNBOUNDED} where the
 *     endpoint gives none
 * @param codes text by code, for enumerations; empty otherwise
 * @param nativeScale the machine's values are to be divided by this (MTConnect nativeScale); 1
 *     otherwise
 */
public record PropertyFacts(
    PropertyKey key,
    String displayName,
    ValueRange euRange,
    ValueRange instrumentRange,
    Map<Long, String> codes,
    double nativeScale)
    implements Serializable {

  public PropertyFacts {
    codes = Map.copyOf(codes);
  }
}

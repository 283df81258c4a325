package io.resonance.normalize.routing;

import io.resonance.schema.batch.PropertyKey;

/**
 * Where the values of an address go.
 *
 * @param equipment id of the equipment
 * @param hierarchyScope its ISA-95 hierarchy scope
 * @param key the property, with the machine's unit where it is known ahead of the values
 */
public record Target(String equipment, String hierarchyScope, PropertyKey key) {}

package io.resonance.infer.window;

import io.resonance.schema.batch.Origin;

/**
 * Where values of an input come from.
 *
 * @param address NodeId with namespace URI, or MTConnect dataItemId
 * @param origin endpoint and epoch
 */
public record ValueSource(String address, Origin origin) {}

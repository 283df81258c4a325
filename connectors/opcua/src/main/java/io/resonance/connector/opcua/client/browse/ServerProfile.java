package io.resonance.connector.opcua.client.browse;

import java.util.Optional;

/**
 * A server as far as it matters for how it is asked.
 *
 * @param build what it says it is
 * @param limits what it allows
 * @param quirks what is known of its kind
 */
public record ServerProfile(
    ServerBuild build, OperationLimits limits, Optional<VendorQuirks> quirks) {}

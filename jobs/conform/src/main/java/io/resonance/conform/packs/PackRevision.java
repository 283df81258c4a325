package io.resonance.conform.packs;

import io.resonance.schema.rules.RulePackText;
import java.util.Optional;

/**
 * One version of a pack that was pushed, or its withdrawal.
 *
 * @param effectiveFrom values measured at this time or later are judged by it, in ns since the Unix
 *     epoch; {@link Long#MIN_VALUE} for ever
 * @param text empty where it was withdrawn
 * @param issuedBy who ordered it
 */
record PackRevision(long effectiveFrom, Optional<RulePackText> text, String issuedBy) {}

package io.resonance.connector.mes.client;

import io.resonance.connector.mes.lane.Outcome;
import java.util.Optional;

/**
 * What an Acknowledge or ConfirmBOD says.
 *
 * @param outcome the gravest actionCode of its ResponseExpressions; empty where it has none
 * @param originalBodId BODID of the message it answers; empty where it does not say
 * @param words descriptions and reasons, joined; may be empty
 */
record B2mmlAnswer(
    boolean confirmBod, Optional<Outcome> outcome, Optional<String> originalBodId, String words) {}

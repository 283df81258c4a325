package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import java.time.Duration;

/**
 * What all agents of a source have in common.
 *
 * @param start where an unread agent is begun
 * @param reconnectMin first pause after a failure
 * @param reconnectMax longest pause after a failure
 * @param batchSize most observations in a batch
 * @param limits what a document may be at most
 */
public record ReadingOptions(
    MtConnectStart start,
    Duration reconnectMin,
    Duration reconnectMax,
    int batchSize,
    DocumentLimits limits) {}

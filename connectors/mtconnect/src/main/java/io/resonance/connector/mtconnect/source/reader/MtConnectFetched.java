package io.resonance.connector.mtconnect.source.reader;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;

/**
 * A batch on its way from the fetcher to the emitter.
 *
 * @param batch to emit, if there is anything in it
 * @param after progress of the split once it was emitted
 */
public record MtConnectFetched(MtConnectBatch batch, MtConnectProgress after) {}

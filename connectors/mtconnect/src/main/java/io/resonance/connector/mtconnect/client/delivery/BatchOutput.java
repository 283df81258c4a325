package io.resonance.connector.mtconnect.client.delivery;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;

/** Takes what a session has to say, with the progress that holds once it was emitted. */
@FunctionalInterface
public interface BatchOutput {
  /** One batch; an empty one only moves the progress. */
  void emit(MtConnectBatch batch, MtConnectProgress after);
}

package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.MesMessage;
import java.util.concurrent.CompletableFuture;

/** Where lanes deliver to: one attempt to deliver one message. */
public interface LaneClient extends AutoCloseable {

  /**
   * Delivers the message. The future never fails: whatever goes wrong is a verdict. It completes on
   * a thread of the client, within the request timeout, or twice that where a token has to be
   * fetched or a session opened first.
   */
  CompletableFuture<Reply> post(MesMessage message);

  @Override
  void close();
}

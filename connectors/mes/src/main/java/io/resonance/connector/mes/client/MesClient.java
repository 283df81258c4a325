package io.resonance.connector.mes.client;

import io.resonance.connector.mes.lane.Reply;
import io.resonance.schema.v1.MesMessage;
import java.util.concurrent.CompletableFuture;

/** The way to a MES: one attempt to deliver one message. */
public interface MesClient extends AutoCloseable {

  /**
   * Posts the message. The future never fails: whatever goes wrong is a verdict. It completes on a
   * thread of the client, within the request timeout, or twice that where a token has to be fetched
   * first.
   */
  CompletableFuture<Reply> post(MesMessage message);

  @Override
  void close();
}

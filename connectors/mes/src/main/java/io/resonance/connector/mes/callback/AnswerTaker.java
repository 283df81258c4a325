package io.resonance.connector.mes.callback;

import java.util.concurrent.CompletableFuture;

/** Takes the answers that a {@link CallbackListener} was given. Called on several threads. */
@FunctionalInterface
public interface AnswerTaker {

  /**
   * Takes an answer that was read and is about a message.
   *
   * @param bodId BODID of the message it says it is about
   * @param document the answer as it came
   * @return completes once the answer cannot be lost any more
   */
  CompletableFuture<?> take(String bodId, byte[] document);
}

package io.resonance.connector.mes.client;

import java.io.IOException;

/** The MES sends more than any answer needs. */
final class AnswerTooLargeException extends IOException {

  AnswerTooLargeException(int maxBytes) {
    super("the answer of the MES is longer than %d bytes and was cut off".formatted(maxBytes));
  }
}

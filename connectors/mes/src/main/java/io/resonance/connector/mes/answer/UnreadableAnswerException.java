package io.resonance.connector.mes.answer;

/** The body of an answer is not a B2MML answer to the message that was sent. */
public final class UnreadableAnswerException extends Exception {

  UnreadableAnswerException(String message) {
    super(message);
  }

  UnreadableAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}

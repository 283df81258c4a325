package io.resonance.connector.mes.client;

import io.resonance.connector.mes.lane.Verdict;

/** No token could be fetched; the message never holds a secret. */
final class TokenException extends RuntimeException {

  private final transient Verdict verdict;

  TokenException(Verdict verdict) {
    super(verdict.words());
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}

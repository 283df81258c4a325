package io.resonance.connector.opcua.source.reader;

import java.util.concurrent.Semaphore;

/**
 * Lets a recovery in the background be only some pages ahead of the stream, and ends it when its
 * connection was given up.
 */
final class PageGate {

  private final Semaphore permits;
  private volatile boolean shut;

  PageGate(int pages) {
    this.permits = new Semaphore(pages);
  }

  /** Waits until there is room for one more page. */
  void enter() throws InterruptedException {
    permits.acquire();
    if (shut) {
      permits.release();
      throw new InterruptedException("the connection was given up");
    }
  }

  /** The stream took a page. */
  void taken() {
    permits.release();
  }

  boolean isShut() {
    return shut;
  }

  /** Nobody takes pages any more. */
  void shut() {
    shut = true;
    permits.release();
  }
}

package io.resonance.connector.opcua.client;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/** The latest nonces of one server, so that one that comes again is noticed; from any thread. */
final class UsedNonces {

  private static final int MOST = 1_000;

  private final Set<ByteBuffer> latest = new LinkedHashSet<>();

  /** Whether a nonce was not seen lately; it has been from now on. */
  synchronized boolean isFresh(byte[] nonce) {
    boolean fresh = latest.add(ByteBuffer.wrap(nonce.clone()));
    if (latest.size() > MOST) {
      latest.remove(latest.iterator().next());
    }
    return fresh;
  }
}

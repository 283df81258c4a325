package io.resonance.connector.mes.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Makes the BODID of a message: a UUID of version 5 (RFC 9562, 5.5) of equipment, record type and
 * record id. The same record gives the same BODID whenever and wherever it is composed, which is
 * what makes it the idempotency key of the delivery.
 */
final class BodId {

  /** Namespace of this project's BODIDs; changing it would make every MES see old records anew. */
  static final UUID NAMESPACE = UUID.fromString("6e4f1f6c-3c0e-5d3b-9a53-1f0d3a8a4b52");

  private BodId() {}

  static String of(String equipment, String recordType, String recordId) {
    // lengths in front keep ("a", "bc") and ("ab", "c") apart
    String name = measured(equipment) + measured(recordType) + measured(recordId);
    return version5(NAMESPACE, name).toString();
  }

  static UUID version5(UUID namespace, String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-1, this one has not.", impossible);
    }
    sha1.update(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static String measured(String part) {
    return part.length() + ":" + part;
  }
}

package io.resonance.schema.registry;

import java.nio.ByteBuffer;

/**
 * Confluent's wire format: a zero byte, the schema's id as four bytes big-endian, the Avro binary
 * form.
 */
final class WireFormat {

  static final int HEADER_BYTES = 5;
  static final byte MAGIC = 0;

  private WireFormat() {}

  /** What comes before the Avro binary form. */
  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * The schema id of a message.
   *
   * @throws UndecodableRecordException if the message is not in this format
   */
  static int schemaId(byte[] message, String topic) {
    if (message == null || message.length < HEADER_BYTES || message[0] != MAGIC) {
      throw new UndecodableRecordException(
          "A record of topic %s is not in Confluent's wire format (a zero byte and a schema id). Something else than Resonance writes to this topic."
              .formatted(topic));
    }
    return (message[1] & 0xff) << 24
        | (message[2] & 0xff) << 16
        | (message[3] & 0xff) << 8
        | (message[4] & 0xff);
  }
}

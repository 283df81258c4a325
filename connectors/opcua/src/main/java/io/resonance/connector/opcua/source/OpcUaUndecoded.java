package io.resonance.connector.opcua.source;

import java.util.Arrays;
import java.util.Objects;

/** A structure that could not be understood, as it was sent. Nobody writes into its body. */
public final class OpcUaUndecoded {

  private final String typeId;
  private final String reason;
  private final byte[] body;

  /**
   * Keeps a structure as it is.
   *
   * @param typeId the NodeId of its encoding
   * @param reason why it could not be decoded, as the end of a sentence
   * @param body its bytes, taken over
   */
  public OpcUaUndecoded(String typeId, String reason, byte[] body) {
    this.typeId = Objects.requireNonNull(typeId);
    this.reason = Objects.requireNonNull(reason);
    this.body = Objects.requireNonNull(body);
  }

  /** The NodeId of its encoding. */
  public String typeId() {
    return typeId;
  }

  /** Why it could not be decoded. */
  public String reason() {
    return reason;
  }

  /** The encoded body. */
  public byte[] body() {
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpcUaUndecoded that
        && typeId.equals(that.typeId)
        && reason.equals(that.reason)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(typeId, reason) + 31 * Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "OpcUaUndecoded[%s, %s, %d bytes]".formatted(typeId, reason, body.length);
  }
}

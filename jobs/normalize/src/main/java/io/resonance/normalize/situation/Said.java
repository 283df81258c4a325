package io.resonance.normalize.situation;

import io.resonance.schema.v1.Protocol;

/**
 * A word a machine said.
 *
 * @param speaker the property that says it
 * @param word what it says from when on
 */
public record Said(Speaker speaker, Word word) {

  /** A property at an address of an endpoint. */
  public record Speaker(Protocol protocol, String endpoint, String address, String property) {}

  /**
   * A word and where it came from.
   *
   * @param time its source time in nanoseconds since the Unix epoch
   * @param epoch of the endpoint
   * @param sequence within the epoch
   * @param statusCode all 32 bits of the OPC UA StatusCode
   * @param text empty where the machine says that it does not know
   */
  public record Word(long time, long epoch, long sequence, int statusCode, String text) {

    boolean isKnown() {
      return !text.isEmpty();
    }
  }
}

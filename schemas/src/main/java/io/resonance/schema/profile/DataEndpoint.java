package io.resonance.schema.profile;

import java.util.Optional;

/**
 * A place where data comes in or goes out.
 *
 * @param id unique, such as {@code values}
 * @param binding the protocol
 * @param direction in to Resonance or out of it
 * @param address with {@code <...>} for what the plant file says
 * @param payload what comes or goes
 * @param key what messages are told apart or ordered by; empty where that does not apply
 * @param title for people
 * @param basis the public text it rests on
 */
public record DataEndpoint(
    String id,
    Binding binding,
    Direction direction,
    String address,
    String payload,
    Optional<String> key,
    Rule.Localized title,
    String basis) {

  /** The protocol of an endpoint. */
  public enum Binding {
    KAFKA,
    OPC_UA,
    MTCONNECT,
    HTTP
  }

  /** Which way data goes. */
  public enum Direction {
    IN,
    OUT
  }
}

package io.resonance.connector.opcua.client;

/** What a server answers when it is asked for all retained conditions (Part 9, 5.5.7). */
public enum RefreshAnswer {
  /** Their events follow. */
  ACCEPTED,
  /** A refresh is under way already, or the call failed; it may be asked again. */
  LATER,
  /** It cannot, or not for us; asking again is of no use. */
  IMPOSSIBLE
}

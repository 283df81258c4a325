package io.resonance.connector.opcua.client;

import java.util.OptionalLong;

/**
 * What a PublishResponse says about the server's queues (Part 4, 5.14.5).
 *
 * @param moreNotifications whether more is ready to be sent; the queue of an item may then be cut
 *     between this message and the next
 * @param oldestHeld the oldest message held for retransmission, absent if the server does not say
 */
public record ServerQueues(boolean moreNotifications, OptionalLong oldestHeld) {

  /** Nothing is known. */
  public static final ServerQueues UNKNOWN = new ServerQueues(false, OptionalLong.empty());
}

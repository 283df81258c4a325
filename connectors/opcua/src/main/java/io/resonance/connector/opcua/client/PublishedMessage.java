package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaColumns;

/**
 * The answer to a Publish.
 *
 * @param subscriptionId whose it is
 * @param sequence the number of the message; for a keep-alive the number of the next one (Part 4,
 *     5.14.1.1)
 * @param kind what it carries
 * @param columns the values, empty unless {@link Kind#DATA}
 * @param statusCode the new status of the subscription if {@link Kind#STATUS_CHANGE}
 * @param publishTimeNanos when the server sent it
 * @param queues what it says about the server's queues
 */
public record PublishedMessage(
    long subscriptionId,
    long sequence,
    Kind kind,
    OpcUaColumns columns,
    long statusCode,
    long publishTimeNanos,
    ServerQueues queues) {

  /** What a message carries. */
  public enum Kind {
    DATA,
    KEEP_ALIVE,
    STATUS_CHANGE
  }

  /** A message with values. */
  public static PublishedMessage data(
      long subscriptionId,
      long sequence,
      OpcUaColumns columns,
      long publishTimeNanos,
      ServerQueues queues) {
    return new PublishedMessage(
        subscriptionId, sequence, Kind.DATA, columns, 0, publishTimeNanos, queues);
  }

  /** A sign of life. */
  public static PublishedMessage keepAlive(
      long subscriptionId, long nextSequence, ServerQueues queues) {
    return new PublishedMessage(
        subscriptionId, nextSequence, Kind.KEEP_ALIVE, new OpcUaColumns(0), 0, 0, queues);
  }

  /** The end of the subscription, or its transfer to another session. */
  public static PublishedMessage statusChange(long subscriptionId, long sequence, long statusCode) {
    return new PublishedMessage(
        subscriptionId,
        sequence,
        Kind.STATUS_CHANGE,
        new OpcUaColumns(0),
        statusCode,
        0,
        ServerQueues.UNKNOWN);
  }
}

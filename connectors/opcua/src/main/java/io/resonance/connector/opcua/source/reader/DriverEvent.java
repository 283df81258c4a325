package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.GrantedSubscription;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.client.ServerAbilities;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.split.NodesSeen;
import java.util.BitSet;
import java.util.List;

/** What happens to a subscription; posted by any thread, handled by the fetcher's. */
sealed interface DriverEvent {

  /** What belongs to one connection, and means nothing after it was given up. */
  sealed interface OfConnection extends DriverEvent {

    /** Counts the connections of a subscription. */
    int generation();
  }

  /** A message or keep-alive came. */
  record Published(int generation, long request, PublishedMessage message)
      implements OfConnection {}

  /** A Publish failed. */
  record PublishFailed(int generation, long request, PublishFailedException failure)
      implements OfConnection {}

  /**
   * A checkpoint is complete that holds this position and knows that these items are not monitored.
   */
  record CheckpointCompleted(long epoch, long sequence, BitSet refused) implements DriverEvent {}

  /** Browsing showed that nodes are gone, or are back. */
  record Browsed(NodesSeen seen) implements DriverEvent {}

  /** What was asked for beside the messages. */
  sealed interface SideAnswer extends OfConnection {}

  /** The server was asked for its conditions. */
  record RefreshAnswered(int generation, RefreshAnswer answer) implements SideAnswer {}

  /** Refused items were asked for again; these were accepted. */
  record Retried(int generation, List<Integer> asked, List<OpcUaItemDescription> accepted)
      implements SideAnswer {}

  /** The nodes of these items are gone. */
  record NodesGone(int generation, List<Integer> items) implements SideAnswer {}

  /** The monitored items of these items were deleted, or that failed and is to be tried again. */
  record Removed(int generation, List<Integer> items, boolean done) implements SideAnswer {}

  /** What a recovery in the background reports, in this order. */
  sealed interface Recovering extends OfConnection {}

  /** A session is open. */
  record Connected(int generation, OpcUaSubscriptionClient client, ServerStatus server)
      implements Recovering {}

  /** The session outlived its connection. */
  record Resumed(int generation) implements Recovering {}

  /** What the server can do. */
  record Measured(int generation, ServerAbilities abilities) implements Recovering {}

  /** The earlier subscription lives on. */
  record Attached(int generation, List<Long> available, GrantedSubscription granted)
      implements Recovering {}

  /** There is a new subscription. */
  record Created(int generation, CreatedSubscription subscription) implements Recovering {}

  /** Messages are gone and the history is asked. */
  record CatchUpStarted(int generation, OpcUaGapReason reason) implements Recovering {}

  /** Values from the history. */
  record Backfilled(int generation, OpcUaColumns columns) implements Recovering {}

  /** The history of an item does not reach back to its last known value. */
  record HistoryIncomplete(int generation, int item) implements Recovering {}

  /** The history was read. */
  record CatchUpEnded(int generation) implements Recovering {}

  /** A message came once more. */
  record Republished(int generation, long sequence, OpcUaColumns columns) implements Recovering {}

  /** A number never carried anything for us; the server spent it on another session. */
  record Spent(int generation, long sequence) implements Recovering {}

  /** A message is gone; what it held was caught up or declared. */
  record Skipped(int generation, long sequence) implements Recovering {}

  /** Nothing more to recover. */
  record Finished(int generation) implements Recovering {}

  /** The recovery failed and may be tried again. */
  record Failed(int generation, OpcUaClientException failure) implements Recovering {}
}

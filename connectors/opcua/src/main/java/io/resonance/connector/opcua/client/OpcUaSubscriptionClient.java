package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One session with one server, as far as a subscription needs it; the seam between deciding and
 * speaking the protocol. All methods but {@link #publish} and {@link #close} block and are called
 * by one thread at a time; {@link #publish} never blocks. Once a method failed with a lost
 * connection the client is resumed, or closed and a new one made.
 */
public interface OpcUaSubscriptionClient extends AutoCloseable {

  /** Which server it is, and its clock. */
  ServerStatus status() throws OpcUaClientException;

  /**
   * After the connection broke: activates the same session over a new one (Part 4, 5.7.3). Nothing
   * need be transferred then. False if that does not work within some seconds.
   */
  boolean resume() throws InterruptedException;

  /** How the connection is secured, if that is known. */
  default Optional<OpcUaConnectionSecurity> security() {
    return Optional.empty();
  }

  /**
   * Takes over a subscription of an earlier session: the sequence numbers it still holds, or empty
   * if it is gone or the server cannot transfer.
   */
  Optional<List<Long>> transfer(long subscriptionId) throws OpcUaClientException;

  /** What comes first when a subscription is made; a server of many items takes seconds to tell. */
  enum Order {
    /**
     * The server says what the items are, then samples them: nobody waits for their values yet, and
     * their queues do not fill meanwhile.
     */
    DESCRIBE_FIRST,
    /**
     * The server samples the items, then says what they are: values are missing already, and queues
     * that fill meanwhile are better than none.
     */
    MONITOR_FIRST
  }

  /** Makes a new subscription with all items. */
  CreatedSubscription create(Order order) throws OpcUaClientException;

  /**
   * Asks once more for items that were refused; what the server says about those it accepts now.
   * May be called beside the other methods.
   */
  List<OpcUaItemDescription> retry(List<Integer> items) throws OpcUaClientException;

  /**
   * Which of these items have a node that the server no longer knows; none where the server could
   * not be rid of their monitored items. May be called beside the other methods.
   */
  List<Integer> gone(List<Integer> items) throws OpcUaClientException;

  /**
   * Deletes the monitored items of these items, if there are any; values in their queues are lost.
   * May be called beside the other methods.
   */
  void remove(List<Integer> items) throws OpcUaClientException;

  /** Deletes the subscription at the server. */
  void delete() throws OpcUaClientException;

  /** Goes on with a transferred subscription, timed as the endpoint asks for today. */
  GrantedSubscription use(long subscriptionId) throws OpcUaClientException;

  /**
   * Acknowledges messages and asks for the next one; completes on a thread of the transport, on
   * failure with a {@link PublishFailedException}.
   */
  CompletableFuture<PublishedMessage> publish(long[] acknowledged);

  /** A message once more, or empty if the server no longer holds it. */
  Optional<OpcUaColumns> republish(long sequence) throws OpcUaClientException;

  /** Tries what the server can do for delivery; needs a subscription. */
  ServerAbilities measure() throws OpcUaClientException;

  /**
   * Reads raw history after the given times, page by page; items it cannot prove complete are told
   * to the pages.
   */
  void readHistory(List<HistoryRequest> requests, HistoryPages pages)
      throws OpcUaClientException, InterruptedException;

  /**
   * Asks the server to send the events of all retained conditions once more; they come with the
   * messages. Never fails: a lost connection shows elsewhere.
   */
  RefreshAnswer refreshConditions();

  /** Ends the session; the subscription stays at the server for as long as it was granted. */
  @Override
  void close();
}

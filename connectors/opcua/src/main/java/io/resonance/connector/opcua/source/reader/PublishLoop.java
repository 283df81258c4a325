package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException;
import io.resonance.connector.opcua.client.PublishFailedException.Reason;
import io.resonance.connector.opcua.client.PublishedMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Keeps a number of Publish requests in flight, for the server can only send in answer to one. */
final class PublishLoop {

  static final int IN_FLIGHT = 4;

  private final Consumer<DriverEvent> driver;
  private final Acknowledgements acknowledgements;

  /** What the requests in flight acknowledge, by their numbers. */
  private final Map<Long, long[]> inFlight = new HashMap<>();

  private long requests;
  private int limit = IN_FLIGHT;

  PublishLoop(Consumer<DriverEvent> driver, Acknowledgements acknowledgements) {
    this.driver = driver;
    this.acknowledgements = acknowledgements;
  }

  /** Sends as many requests as are missing, with what is due for acknowledgement. */
  void fill(OpcUaSubscriptionClient client, int generation) {
    while (inFlight.size() < limit) {
      long request = ++requests;
      long[] acknowledged = acknowledgements.take();
      inFlight.put(request, acknowledged);
      CompletableFuture<PublishedMessage> answer = client.publish(acknowledged);
      var unused =
          answer.whenComplete(
              (message, failure) ->
                  driver.accept(
                      failure == null
                          ? new DriverEvent.Published(generation, request, message)
                          : new DriverEvent.PublishFailed(generation, request, known(failure))));
    }
  }

  private static PublishFailedException known(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof PublishFailedException known
        ? known
        : new PublishFailedException(Reason.CONNECTION, cause);
  }

  /** The number of the latest request. */
  long lastRequest() {
    return requests;
  }

  /** A request was answered. */
  void answered(long request) {
    inFlight.remove(request);
  }

  /**
   * The server queues fewer requests than we sent (Bad_TooManyPublishRequests): from now on as many
   * as it has. False if that is none.
   */
  boolean refused(long request) {
    acknowledgements.again(inFlight.remove(request));
    limit = Math.min(limit, inFlight.size());
    return limit > 0;
  }

  /** How many requests are in flight. */
  int inFlight() {
    return inFlight.size();
  }

  /** The connection is gone and its requests with it; nobody knows what they acknowledged. */
  void reset() {
    inFlight.values().forEach(acknowledgements::again);
    inFlight.clear();
    limit = IN_FLIGHT;
  }
}

package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishedMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Keeps a number of Publish requests in flight, for the server can only send in answer to one. */
final class PublishLoop {

  static final int IN_FLIGHT = 4;

  private final Consumer<DriverEvent> driver;
  private int inFlight;

  PublishLoop(Consumer<DriverEvent> driver) {
    this.driver = driver;
  }

  /** Sends as many requests as are missing, with what is due for acknowledgement. */
  void fill(OpcUaSubscriptionClient client, int generation, Acknowledgements acknowledgements) {
    while (inFlight < IN_FLIGHT) {
      inFlight++;
      CompletableFuture<PublishedMessage> answer = client.publish(acknowledgements.take());
      var unused =
          answer.whenComplete(
              (message, failure) ->
                  driver.accept(
                      failure == null
                          ? new DriverEvent.Published(generation, message)
                          : new DriverEvent.PublishFailed(generation, failure)));
    }
  }

  /** A request was answered. */
  void answered() {
    inFlight--;
  }

  /** The connection is gone and its requests with it. */
  void reset() {
    inFlight = 0;
  }
}

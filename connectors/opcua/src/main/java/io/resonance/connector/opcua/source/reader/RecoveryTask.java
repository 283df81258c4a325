package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.HistoryPages;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * One recovery, on a background thread because it waits for the server: transfer or re-creation,
 * republishing, history. Decides only the order of these; every result is an event for the driver.
 */
final class RecoveryTask implements Runnable {

  /** Opens a session. */
  @FunctionalInterface
  interface Connecting {
    OpcUaSubscriptionClient connect() throws OpcUaClientException;
  }

  /**
   * What to recover.
   *
   * @param generation the connection it belongs to
   * @param client the session, absent if a new one is needed
   * @param subscriptionId the subscription to go on with
   * @param expected number of the next message in order
   * @param missing numbers to ask for again, when the session is there
   * @param history what to read if messages are gone
   * @param needed whether the history is needed in any case
   */
  record Request(
      int generation,
      Optional<OpcUaSubscriptionClient> client,
      OptionalLong subscriptionId,
      long expected,
      List<Long> missing,
      List<HistoryRequest> history,
      Optional<OpcUaGapReason> needed) {}

  private final Request request;
  private final Connecting connecting;
  private final Consumer<DriverEvent> driver;
  private final Semaphore pages;
  private final int generation;
  private OpcUaSubscriptionClient client;
  private boolean caughtUp;

  RecoveryTask(
      Request request, Connecting connecting, Consumer<DriverEvent> driver, Semaphore pages) {
    this.request = request;
    this.connecting = connecting;
    this.driver = driver;
    this.pages = pages;
    this.generation = request.generation();
  }

  @Override
  public void run() {
    try {
      if (request.client().isPresent()) {
        client = request.client().get();
        recoverHere();
      } else {
        client = connecting.connect();
        driver.accept(new DriverEvent.Connected(generation, client));
        recoverWithNewSession();
      }
      driver.accept(new DriverEvent.Finished(generation));
    } catch (OpcUaClientException e) {
      driver.accept(new DriverEvent.Failed(generation, e));
    } catch (InterruptedException e) {
      // the reader is closing; nobody waits for the outcome
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      driver.accept(
          new DriverEvent.Failed(
              generation,
              new OpcUaClientException(
                  OpcUaClientException.Kind.RETRIABLE, "The recovery failed: " + e, e)));
    }
  }

  private void recoverHere() throws OpcUaClientException, InterruptedException {
    if (request.needed().isPresent()) {
      catchUp(request.needed().get());
    }
    republish(request.missing());
  }

  private void recoverWithNewSession() throws OpcUaClientException, InterruptedException {
    Optional<List<Long>> available = Optional.empty();
    if (request.subscriptionId().isPresent()) {
      available = client.transfer(request.subscriptionId().getAsLong());
    }
    if (available.isEmpty()) {
      driver.accept(new DriverEvent.Created(generation, client.create()));
      if (!request.history().isEmpty()) {
        catchUp(OpcUaGapReason.SUBSCRIPTION_LOST);
      }
      return;
    }
    client.use(request.subscriptionId().getAsLong());
    driver.accept(new DriverEvent.Attached(generation, available.get()));
    if (request.needed().isPresent()) {
      catchUp(request.needed().get());
    }
    republish(upToLast(available.get()));
  }

  /**
   * Every number from the expected one to the last the server holds, whether it holds it or not.
   */
  private List<Long> upToLast(List<Long> available) {
    long ahead = -1;
    for (long sequence : available) {
      ahead = Math.max(ahead, Sequences.distance(request.expected(), sequence));
    }
    List<Long> numbers = new ArrayList<>();
    long sequence = request.expected();
    for (long i = 0; i <= ahead; i++) {
      numbers.add(sequence);
      sequence = Sequences.next(sequence);
    }
    return numbers;
  }

  private void republish(List<Long> numbers) throws OpcUaClientException, InterruptedException {
    for (long sequence : numbers) {
      Optional<OpcUaColumns> columns = client.republish(sequence);
      if (columns.isPresent()) {
        pages.acquire();
        driver.accept(new DriverEvent.Republished(generation, sequence, columns.get()));
      } else {
        catchUp(OpcUaGapReason.MESSAGE_LOST);
        driver.accept(new DriverEvent.Skipped(generation, sequence));
      }
    }
  }

  /** Reads the history once; it reaches up to now and so covers every message lost before now. */
  private void catchUp(OpcUaGapReason reason) throws OpcUaClientException, InterruptedException {
    if (caughtUp) {
      return;
    }
    caughtUp = true;
    driver.accept(new DriverEvent.CatchUpStarted(generation, reason));
    client.readHistory(
        request.history(),
        new HistoryPages() {
          @Override
          public void incomplete(int item) {
            driver.accept(new DriverEvent.HistoryIncomplete(generation, item));
          }

          @Override
          public void accept(OpcUaColumns columns) throws InterruptedException {
            pages.acquire();
            driver.accept(new DriverEvent.Backfilled(generation, columns));
          }
        });
    driver.accept(new DriverEvent.CatchUpEnded(generation));
  }
}

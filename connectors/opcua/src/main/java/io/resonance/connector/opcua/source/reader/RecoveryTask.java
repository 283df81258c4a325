package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.HistoryPages;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.split.SplitPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recovery, on a background thread because it waits for the server: the session again, else a
 * new one with transfer or re-creation; republishing; history. Decides only the order of these;
 * every result is an event for the driver.
 */
final class RecoveryTask implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryTask.class);

  /** Opens a session. */
  @FunctionalInterface
  interface Connecting {
    OpcUaSubscriptionClient connect() throws OpcUaClientException;
  }

  /** What there is of a session. */
  sealed interface Link {

    /** It works. */
    record Working(OpcUaSubscriptionClient client) implements Link {}

    /** Its connection broke; the session may live on. */
    record Broken(OpcUaSubscriptionClient client) implements Link {}

    /** There is none. */
    record None() implements Link {}
  }

  /**
   * What to recover.
   *
   * @param generation the connection it belongs to
   * @param link the session
   * @param position what was handed over, and the subscription to go on with
   * @param missing numbers to ask for again, if the session works
   * @param history what to read if messages are gone
   * @param needed why the history is needed in any case
   * @param witness a message the server must still hold
   * @param told the number of the message that told us that another client had the subscription
   */
  record Request(
      int generation,
      Link link,
      SplitPosition position,
      List<Long> missing,
      List<HistoryRequest> history,
      Optional<OpcUaGapReason> needed,
      OptionalLong witness,
      OptionalLong told) {}

  private final Request request;
  private final Connecting connecting;
  private final Consumer<DriverEvent> driver;
  private final PageGate pages;
  private final int generation;
  private final long expected;
  private OpcUaSubscriptionClient client;
  private boolean caughtUp;
  private boolean newSession;

  RecoveryTask(
      Request request, Connecting connecting, Consumer<DriverEvent> driver, PageGate pages) {
    this.request = request;
    this.connecting = connecting;
    this.driver = driver;
    this.pages = pages;
    this.generation = request.generation();
    this.expected = Sequences.next(request.position().sequence());
  }

  @Override
  public void run() {
    try {
      recover();
      driver.accept(new DriverEvent.Finished(generation));
      if (newSession) {
        measure();
      }
    } catch (OpcUaClientException e) {
      driver.accept(new DriverEvent.Failed(generation, e));
    } catch (InterruptedException e) {
      // the connection was given up, or the reader is closing; nobody waits for the outcome
      if (!pages.isShut()) {
        Thread.currentThread().interrupt();
      }
    } catch (RuntimeException e) {
      driver.accept(
          new DriverEvent.Failed(
              generation,
              new OpcUaClientException(
                  OpcUaClientException.Kind.RETRIABLE, "The recovery failed: " + e, e)));
    }
  }

  private void recover() throws OpcUaClientException, InterruptedException {
    if (request.link() instanceof Link.Working working) {
      client = working.client();
      catchUpIfNeeded();
      republish(request.missing());
    } else if (request.link() instanceof Link.Broken broken && broken.client().resume()) {
      client = broken.client();
      driver.accept(new DriverEvent.Resumed(generation));
      catchUpIfNeeded();
      republishAll();
    } else {
      if (request.link() instanceof Link.Broken broken) {
        broken.client().close();
      }
      recoverWithNewSession();
      newSession = true;
    }
  }

  /** Last, and while messages come already: no value waits for it. */
  private void measure() {
    try {
      driver.accept(new DriverEvent.Measured(generation, client.measure()));
    } catch (OpcUaClientException e) {
      LOG.debug("What the server can do was not measured: {}", e.getMessage());
    }
  }

  private void recoverWithNewSession() throws OpcUaClientException, InterruptedException {
    client = connecting.connect();
    ServerStatus server = status();
    driver.accept(new DriverEvent.Connected(generation, client, server));
    SplitPosition position = request.position();
    Optional<List<Long>> available = Optional.empty();
    if (position.subscriptionId().isPresent() && position.server().mayBe(server.run())) {
      available = client.transfer(position.subscriptionId().getAsLong());
    }
    if (available.isEmpty()) {
      driver.accept(new DriverEvent.Created(generation, client.create(order())));
      if (!request.history().isEmpty()) {
        catchUp(OpcUaGapReason.SUBSCRIPTION_LOST);
      }
      return;
    }
    var granted = client.use(position.subscriptionId().getAsLong());
    driver.accept(new DriverEvent.Attached(generation, available.get(), granted));
    catchUpIfNeeded();
    republish(upToLast(available.get()));
  }

  /** Where nothing was delivered yet, nothing is missing; else every value counts. */
  private OpcUaSubscriptionClient.Order order() {
    return request.position().epoch() == 0
        ? OpcUaSubscriptionClient.Order.DESCRIBE_FIRST
        : OpcUaSubscriptionClient.Order.MONITOR_FIRST;
  }

  private ServerStatus status() throws OpcUaClientException {
    try {
      return client.status();
    } catch (OpcUaClientException e) {
      // nobody knows of this session yet
      client.close();
      throw e;
    }
  }

  /**
   * Every number from the expected one to the last the server holds, whether it holds it or not.
   */
  private List<Long> upToLast(List<Long> available) {
    long ahead = -1;
    for (long sequence : available) {
      ahead = Math.max(ahead, Sequences.distance(expected, sequence));
    }
    List<Long> numbers = new ArrayList<>();
    long sequence = expected;
    for (long i = 0; i <= ahead; i++) {
      numbers.add(sequence);
      sequence = Sequences.next(sequence);
    }
    return numbers;
  }

  private void republish(List<Long> numbers) throws OpcUaClientException, InterruptedException {
    for (long sequence : numbers) {
      if (!republish(sequence)) {
        unavailable(sequence);
      }
    }
  }

  private void unavailable(long sequence) throws OpcUaClientException, InterruptedException {
    boolean toldUs = request.told().isPresent() && request.told().getAsLong() == sequence;
    if (toldUs || isSpent(sequence)) {
      driver.accept(new DriverEvent.Spent(generation, sequence));
    } else {
      catchUp(OpcUaGapReason.MESSAGE_LOST);
      driver.accept(new DriverEvent.Skipped(generation, sequence));
    }
  }

  /** Whether the server still holds a message that is older than one it does not hold. */
  private boolean isSpent(long sequence) throws OpcUaClientException {
    OptionalLong witness = request.witness();
    return witness.isPresent()
        && Sequences.distance(witness.getAsLong(), sequence) > 0
        && client.republish(witness.getAsLong()).isPresent();
  }

  /**
   * Until the server has no more (Part 4, 6.7). A message in between that it no longer has shows
   * when a later one arrives.
   */
  private void republishAll() throws OpcUaClientException, InterruptedException {
    long sequence = expected;
    while (republish(sequence)) {
      sequence = Sequences.next(sequence);
    }
  }

  private boolean republish(long sequence) throws OpcUaClientException, InterruptedException {
    Optional<OpcUaColumns> columns = client.republish(sequence);
    if (columns.isPresent()) {
      pages.enter();
      driver.accept(new DriverEvent.Republished(generation, sequence, columns.get()));
    }
    return columns.isPresent();
  }

  private void catchUpIfNeeded() throws OpcUaClientException, InterruptedException {
    if (request.needed().isPresent()) {
      catchUp(request.needed().get());
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
            pages.enter();
            driver.accept(new DriverEvent.Backfilled(generation, columns));
          }
        });
    driver.accept(new DriverEvent.CatchUpEnded(generation));
  }
}

package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.HistoryPages;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A server and its network in one thread, with faults by a seeded random; as Milo's server, but for
 * the time.
 */
final class FakeServer implements OpcUaConnector {

  /** What kind of server it is. */
  record Traits(int queueSize, int retransmissionQueue, int historySize, boolean losesMessages) {}

  /** A value in an item's queue. */
  private record Queued(int item, long time, boolean overflow) {}

  private final Random random;
  private final int items;
  private final Traits character;
  private final List<Deque<Long>> history = new ArrayList<>();
  private final List<Deque<Queued>> queues = new ArrayList<>();
  private final TreeMap<Long, OpcUaColumns> retransmission = new TreeMap<>();
  private final List<Runnable> underWay = new ArrayList<>();
  private final FakeSession none = new FakeSession();
  private FakeSession session = none;
  private boolean up = true;
  private long subscription;
  private long sequence;
  private int idle;
  private long now;

  FakeServer(Random random, int items, Traits character) {
    this.random = random;
    this.items = items;
    this.character = character;
    for (int i = 0; i < items; i++) {
      history.add(new ArrayDeque<>());
      queues.add(new ArrayDeque<>());
    }
  }

  void produce(int item, long time) {
    now = time;
    history.get(item).add(time);
    if (history.get(item).size() > character.historySize()) {
      history.get(item).poll();
    }
    if (subscription > 0) {
      enqueue(item, time);
    }
  }

  private void enqueue(int item, long time) {
    Deque<Queued> queue = queues.get(item);
    boolean full = queue.size() >= character.queueSize();
    if (full) {
      queue.poll();
    }
    queue.add(new Queued(item, time, full));
  }

  /** One publishing interval. */
  void publishingInterval() {
    if (subscription == 0 || session.requests.isEmpty()) {
      return;
    }
    OpcUaColumns columns = new OpcUaColumns(8);
    for (Deque<Queued> queue : queues) {
      for (Queued v : queue) {
        columns.addDouble(v.item(), 1.0, v.overflow() ? 0x480 : 0, v.time(), v.time());
      }
      queue.clear();
    }
    if (columns.size() > 0) {
      idle = 0;
      sequence = Sequences.next(sequence);
      retransmission.put(sequence, columns);
      while (retransmission.size() > character.retransmissionQueue()) {
        retransmission.pollFirstEntry();
      }
      if (!character.losesMessages() || random.nextInt(8) > 0) {
        answer(PublishedMessage.data(subscription, sequence, columns, now));
      }
    } else if (++idle > 5) {
      idle = 0;
      answer(PublishedMessage.keepAlive(subscription, Sequences.next(sequence)));
    }
  }

  private void answer(PublishedMessage message) {
    CompletableFuture<PublishedMessage> request = session.requests.poll();
    underWay.add(() -> request.complete(message));
  }

  /** Lets some of what is under way arrive, in any order. */
  void network() {
    while (!underWay.isEmpty() && random.nextInt(3) > 0) {
      underWay.remove(random.nextInt(underWay.size())).run();
    }
  }

  void arriveAll() {
    while (!underWay.isEmpty()) {
      underWay.remove(0).run();
    }
  }

  /** Breaks the connection; answers under way are lost. */
  void cut() {
    underWay.clear();
    session.fail();
    session = none;
  }

  void down() {
    up = false;
    cut();
  }

  void up() {
    up = true;
  }

  /** A new process: the subscription is gone, the history is not. */
  void restart() {
    cut();
    subscription = 0;
    retransmission.clear();
    queues.forEach(Deque::clear);
  }

  @Override
  public OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> nodes)
      throws OpcUaClientException {
    if (!up) {
      throw gone();
    }
    session = new FakeSession();
    return session;
  }

  private static OpcUaClientException gone() {
    return new OpcUaClientException(
        OpcUaClientException.Kind.RETRIABLE, "the connection is gone", null);
  }

  @Override
  public void close() {
    cut();
  }

  /** A session with the fake server. */
  private final class FakeSession implements OpcUaSubscriptionClient {
    private final Deque<CompletableFuture<PublishedMessage>> requests = new ArrayDeque<>();

    private void check() throws OpcUaClientException {
      // now and then the connection breaks in the middle of a recovery
      if (up && this == session && random.nextInt(60) == 0) {
        cut();
      }
      if (this != session) {
        throw gone();
      }
    }

    private void fail() {
      List<CompletableFuture<PublishedMessage>> failing = List.copyOf(requests);
      requests.clear();
      failing.forEach(r -> r.completeExceptionally(gone()));
    }

    @Override
    public String serverUri() {
      return "urn:fake";
    }

    @Override
    public Optional<List<Long>> transfer(long subscriptionId) throws OpcUaClientException {
      check();
      return subscriptionId == subscription
          ? Optional.of(List.copyOf(retransmission.keySet()))
          : Optional.empty();
    }

    @Override
    public CreatedSubscription create() throws OpcUaClientException {
      check();
      subscription = 1L + random.nextInt(1_000_000);
      sequence = 0;
      retransmission.clear();
      for (int i = 0; i < items; i++) {
        queues.get(i).clear();
        if (!history.get(i).isEmpty()) {
          enqueue(i, history.get(i).peekLast());
        }
      }
      return new CreatedSubscription(
          subscription,
          List.of(
              new OpcUaItemDescription(
                  "time",
                  Long.toString(now),
                  "",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Map.of(),
                  OptionalDouble.empty(),
                  "",
                  0,
                  0)),
          List.of());
    }

    @Override
    public void delete() {
      subscription = 0;
    }

    @Override
    public void use(long subscriptionId) {
      // there is only one
    }

    @Override
    public CompletableFuture<PublishedMessage> publish(long[] acknowledged) {
      CompletableFuture<PublishedMessage> request = new CompletableFuture<>();
      if (this != session) {
        request.completeExceptionally(gone());
        return request;
      }
      for (long number : acknowledged) {
        retransmission.remove(number);
      }
      requests.add(request);
      return request;
    }

    @Override
    public Optional<OpcUaColumns> republish(long number) throws OpcUaClientException {
      check();
      return Optional.ofNullable(retransmission.get(number));
    }

    @Override
    public void readHistory(List<HistoryRequest> requests, HistoryPages pages)
        throws OpcUaClientException, InterruptedException {
      for (HistoryRequest request : requests) {
        check();
        List<Long> found =
            history.get(request.item()).stream().filter(t -> t >= request.afterNanos()).toList();
        if (found.isEmpty() || found.get(0) != request.afterNanos()) {
          pages.incomplete(request.item());
        }
        OpcUaColumns page = new OpcUaColumns(4);
        for (long time : found) {
          if (time > request.afterNanos()) {
            page.addDouble(request.item(), 1.0, 0, time, time);
          }
          if (page.size() == 4) {
            pages.accept(page);
            page = new OpcUaColumns(4);
            check();
          }
        }
        if (page.size() > 0) {
          pages.accept(page);
        }
      }
    }

    @Override
    public RefreshAnswer refreshConditions() {
      return RefreshAnswer.IMPOSSIBLE;
    }

    @Override
    public void close() {
      if (this == session) {
        session = none;
        underWay.clear();
      }
    }
  }
}

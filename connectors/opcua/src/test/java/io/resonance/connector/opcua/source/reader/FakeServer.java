package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.ServerQueues;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.ServerRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A server and its network in one thread, with faults by a seeded random. It has one subscription
 * of ours and, after a restart, perhaps one of somebody else under our old id.
 */
final class FakeServer implements OpcUaConnector {

  /** What real servers do, too. */
  enum Quirk {
    /** The network loses PublishResponses. */
    LOSES_MESSAGES,
    /** A message holds little more than a queue, so queues are cut between two messages. */
    CUTS_QUEUES,
    /** The Overflow bit is set on the newest value instead of the oldest one left. */
    FLAGS_THE_NEWEST,
    /** Two Publish requests are queued at most. */
    QUEUES_TWO_REQUESTS,
    /** TransferSubscriptions is not supported. */
    CANNOT_TRANSFER,
    /** The latest values are sent once more when a session goes on or is given a subscription. */
    SENDS_THE_LATEST_AGAIN
  }

  /** What kind of server it is. */
  record Traits(int queueSize, int retransmissionQueue, int historySize, Set<Quirk> quirks) {}

  /** A value in an item's queue. */
  private record Queued(Sample sample, boolean overflow) {}

  /** A value; an item may have two of one time. */
  record Sample(long time, double value) {}

  static final double OURS = 1.0;
  static final double ALSO_OURS = 2.0;
  static final double FOREIGN = -1.0;

  final Random random;
  final Traits traits;
  final TreeMap<Long, OpcUaColumns> retransmission = new TreeMap<>();
  final List<ArrayDeque<Sample>> history = new ArrayList<>();
  FakeSession session;

  /** A session whose connection broke. */
  FakeSession dormant;

  /** Publish requests of a broken connection, which the server still answers. */
  int deadRequests;

  /** In which order subscriptions were made. */
  final List<OpcUaSubscriptionClient.Order> orders = new ArrayList<>();

  boolean up = true;
  long subscription;
  long foreignSubscription;
  long now;
  private final List<ArrayDeque<Queued>> queues = new ArrayList<>();
  private final List<Runnable> underWay = new ArrayList<>();
  private long started = 1;
  private long nextId = 1;
  private long sequence;
  private int nextItem;
  private int idle;
  private boolean latestAgain;

  FakeServer(Random random, int items, Traits traits) {
    this.random = random;
    this.traits = traits;
    for (int i = 0; i < items; i++) {
      history.add(new ArrayDeque<>());
      queues.add(new ArrayDeque<>());
    }
  }

  boolean has(Quirk quirk) {
    return traits.quirks().contains(quirk);
  }

  void produce(int item, Sample sample) {
    now = sample.time();
    history.get(item).add(sample);
    if (history.get(item).size() > traits.historySize()) {
      history.get(item).poll();
    }
    if (subscription > 0) {
      enqueue(item, sample);
    }
  }

  private void enqueue(int item, Sample sample) {
    ArrayDeque<Queued> queue = queues.get(item);
    boolean full = queue.size() >= traits.queueSize();
    if (full) {
      queue.poll();
      Queued oldest = queue.poll();
      if (oldest != null) {
        boolean flag = oldest.overflow() || !has(Quirk.FLAGS_THE_NEWEST);
        queue.addFirst(new Queued(oldest.sample(), flag));
      }
    }
    boolean alone = queue.isEmpty();
    queue.add(new Queued(sample, full && (alone || has(Quirk.FLAGS_THE_NEWEST))));
  }

  /** One publishing interval. */
  void publishingInterval() {
    boolean more = true;
    while (more && session != null && session.attached && hasRequest()) {
      more = publish();
    }
  }

  private boolean hasRequest() {
    return deadRequests > 0 || !session.requests.isEmpty();
  }

  private boolean publish() {
    if (session.foreign) {
      answer(
          PublishedMessage.data(
              session.subscriptionId, ++sequence, foreignValue(), now, ServerQueues.UNKNOWN));
      return false;
    }
    OpcUaColumns columns = take();
    boolean more = queues.stream().anyMatch(q -> !q.isEmpty());
    if (latestAgain && !more) {
      latestAgain = false;
      more = true;
      for (int i = 0; i < queues.size(); i++) {
        if (!history.get(i).isEmpty()) {
          enqueue(i, history.get(i).peekLast());
        }
      }
    }
    if (columns.size() > 0) {
      idle = 0;
      sequence = Sequences.next(sequence);
      retransmission.put(sequence, columns);
      while (retransmission.size() > traits.retransmissionQueue()) {
        retransmission.pollFirstEntry();
      }
      answer(PublishedMessage.data(subscription, sequence, columns, now, queues(more)));
    } else if (++idle > 5) {
      idle = 0;
      answer(PublishedMessage.keepAlive(subscription, Sequences.next(sequence), queues(false)));
    }
    return more;
  }

  /** What a message holds of the queues. */
  private OpcUaColumns take() {
    OpcUaColumns columns = new OpcUaColumns(8);
    int room = has(Quirk.CUTS_QUEUES) ? 5 : Integer.MAX_VALUE;
    for (int i = 0; i < queues.size() && columns.size() < room; i++) {
      ArrayDeque<Queued> queue = queues.get(nextItem);
      while (columns.size() < room && !queue.isEmpty()) {
        Queued v = queue.poll();
        Sample sample = v.sample();
        int status = v.overflow() ? 0x480 : 0;
        columns.addDouble(nextItem, sample.value(), status, sample.time(), sample.time());
      }
      // a queue that was cut goes on in the next message
      nextItem = queue.isEmpty() ? (nextItem + 1) % queues.size() : nextItem;
    }
    return columns;
  }

  /** Whether nothing waits in a queue. */
  boolean hasSentAll() {
    return queues.stream().allMatch(ArrayDeque::isEmpty);
  }

  private OpcUaColumns foreignValue() {
    OpcUaColumns columns = new OpcUaColumns(1);
    columns.addDouble(0, FOREIGN, 0, now, now);
    return columns;
  }

  private ServerQueues queues(boolean more) {
    return new ServerQueues(
        more,
        retransmission.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(retransmission.firstKey()));
  }

  private void answer(PublishedMessage message) {
    if (deadRequests > 0) {
      deadRequests--;
      return;
    }
    CompletableFuture<PublishedMessage> request = session.requests.poll();
    boolean lost = has(Quirk.LOSES_MESSAGES) && random.nextInt(8) == 0;
    if (!lost) {
      underWay.add(() -> request.complete(message));
    }
    if (random.nextInt(50) == 0 && !session.requests.isEmpty()) {
      CompletableFuture<PublishedMessage> again = session.requests.poll();
      underWay.add(() -> again.complete(message));
    }
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

  /** Breaks the connection; answers under way are lost, the session lives on for a while. */
  void cut() {
    if (session != null) {
      deadRequests = random.nextInt(3);
      dormant = session;
      endConnection();
    }
  }

  private void endConnection() {
    underWay.clear();
    FakeSession broken = session;
    session = null;
    if (broken != null) {
      broken.fail();
    }
  }

  void down() {
    up = false;
    cut();
  }

  void up() {
    up = true;
  }

  /**
   * A new process: sessions and subscriptions are gone and ids begin anew, the history is not gone.
   */
  void restart() {
    endConnection();
    dormant = null;
    deadRequests = 0;
    subscription = 0;
    started = now;
    nextId = 1;
    foreignSubscription = random.nextBoolean() ? nextId++ : 0;
    retransmission.clear();
    queues.forEach(ArrayDeque::clear);
  }

  /**
   * Another client takes the subscription, acknowledges some of it, or is sent more and
   * acknowledges all, and is told no more. The message that tells us has a number of its own, or
   * none.
   */
  void stolen() {
    if (session == null || session.requests.isEmpty() || subscription == 0 || session.foreign) {
      return;
    }
    while (random.nextBoolean() && !retransmission.isEmpty()) {
      retransmission.pollFirstEntry();
    }
    CompletableFuture<PublishedMessage> request = session.requests.poll();
    boolean numbered = random.nextBoolean();
    sequence = numbered ? Sequences.next(sequence) : sequence;
    long number = numbered ? sequence : 0;
    underWay.add(
        () -> request.complete(PublishedMessage.statusChange(subscription, number, 0x002D0000L)));
    while (random.nextBoolean() && take().size() > 0) {
      sequence = Sequences.next(sequence);
      retransmission.clear();
    }
    session.attached = false;
  }

  /** Makes the subscription, with the present value of every item in its queue. */
  long create() {
    subscription = nextId++;
    sequence = 0;
    latestAgain = false;
    retransmission.clear();
    for (int i = 0; i < queues.size(); i++) {
      queues.get(i).clear();
      if (!history.get(i).isEmpty()) {
        enqueue(i, history.get(i).peekLast());
      }
    }
    return subscription;
  }

  ServerRun run() {
    return new ServerRun("urn:fake", OptionalLong.of(started), 7);
  }

  @Override
  public OpcUaSubscriptionClient connect(OpcUaEndpoint endpoint, List<OpcUaItem> nodes)
      throws OpcUaClientException {
    if (!up) {
      throw gone();
    }
    endConnection();
    deadRequests = 0;
    session = new FakeSession(this);
    return session;
  }

  static OpcUaClientException gone() {
    return new OpcUaClientException(
        OpcUaClientException.Kind.RETRIABLE, "the connection is gone", null);
  }

  static PublishFailedException failed(PublishFailedException.Reason reason) {
    return new PublishFailedException(reason, null);
  }

  void close(FakeSession closing) {
    if (closing == session) {
      session = null;
      underWay.clear();
    }
    if (closing == dormant) {
      dormant = null;
    }
  }

  /** A session goes on with its subscription, or has been given one. */
  void wentOn() {
    latestAgain = has(Quirk.SENDS_THE_LATEST_AGAIN);
  }

  /** Often spends a number on telling the session before that its subscription was taken. */
  void tellEarlierSession() {
    if (random.nextBoolean()) {
      sequence = Sequences.next(sequence);
    }
  }

  @Override
  public void close() {
    cut();
  }
}

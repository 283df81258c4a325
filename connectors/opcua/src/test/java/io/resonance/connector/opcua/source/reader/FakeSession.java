package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.GrantedSubscription;
import io.resonance.connector.opcua.client.HistoryPages;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException.Reason;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.client.ServerAbilities;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/** A session with a {@link FakeServer}. */
final class FakeSession implements OpcUaSubscriptionClient {

  private static final GrantedSubscription GRANTED =
      new GrantedSubscription(Duration.ofMillis(20), 75, 30_000);

  final Deque<CompletableFuture<PublishedMessage>> requests = new ArrayDeque<>();
  private final FakeServer server;
  boolean attached;
  boolean foreign;
  long subscriptionId;

  FakeSession(FakeServer server) {
    this.server = server;
  }

  private void check() throws OpcUaClientException {
    // now and then the connection breaks in the middle of a recovery
    if (server.up && this == server.session && server.random.nextInt(60) == 0) {
      server.cut();
    }
    if (this != server.session) {
      throw FakeServer.gone();
    }
  }

  void fail() {
    List<CompletableFuture<PublishedMessage>> failing = List.copyOf(requests);
    requests.clear();
    failing.forEach(r -> r.completeExceptionally(FakeServer.failed(Reason.CONNECTION)));
  }

  @Override
  public ServerStatus status() throws OpcUaClientException {
    check();
    return new ServerStatus(server.run(), 0);
  }

  @Override
  public boolean resume() {
    if (server.dormant != this || !server.up || server.random.nextInt(4) == 0) {
      return false;
    }
    server.session = this;
    server.dormant = null;
    server.wentOn();
    return true;
  }

  @Override
  public Optional<List<Long>> transfer(long id) throws OpcUaClientException {
    check();
    if (server.has(FakeServer.Quirk.CANNOT_TRANSFER)) {
      return Optional.empty();
    }
    if (id == server.foreignSubscription) {
      attached = true;
      foreign = true;
      return Optional.of(List.of());
    }
    attached = id == server.subscription;
    if (!attached) {
      return Optional.empty();
    }
    List<Long> available = List.copyOf(server.retransmission.keySet());
    server.tellEarlierSession();
    server.wentOn();
    return Optional.of(available);
  }

  @Override
  public CreatedSubscription create(Order order) throws OpcUaClientException {
    check();
    server.orders.add(order);
    subscriptionId = server.create();
    attached = true;
    return new CreatedSubscription(
        subscriptionId,
        server.now,
        GRANTED,
        List.of(
            new OpcUaItemDescription(
                "time",
                "",
                Long.toString(server.now),
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
  public List<OpcUaItemDescription> retry(List<Integer> items) {
    return List.of();
  }

  @Override
  public List<Integer> gone(List<Integer> items) {
    return List.of();
  }

  @Override
  public void remove(List<Integer> items) {
    throw new UnsupportedOperationException("no node of this server is ever gone");
  }

  @Override
  public void delete() {
    server.subscription = 0;
  }

  @Override
  public GrantedSubscription use(long id) throws OpcUaClientException {
    check();
    subscriptionId = id;
    return GRANTED;
  }

  @Override
  public CompletableFuture<PublishedMessage> publish(long[] acknowledged) {
    CompletableFuture<PublishedMessage> request = new CompletableFuture<>();
    int limit = server.has(FakeServer.Quirk.QUEUES_TWO_REQUESTS) ? 2 : 100;
    if (this != server.session) {
      request.completeExceptionally(FakeServer.failed(Reason.CONNECTION));
    } else if (!attached) {
      request.completeExceptionally(FakeServer.failed(Reason.NO_SUBSCRIPTION));
    } else if (requests.size() >= limit) {
      request.completeExceptionally(FakeServer.failed(Reason.TOO_MANY_REQUESTS));
    } else {
      for (long number : acknowledged) {
        server.retransmission.remove(number);
      }
      requests.add(request);
    }
    return request;
  }

  @Override
  public Optional<OpcUaColumns> republish(long number) throws OpcUaClientException {
    check();
    return Optional.ofNullable(server.retransmission.get(number));
  }

  @Override
  public ServerAbilities measure() throws OpcUaClientException {
    check();
    return new ServerAbilities(
        true, !server.has(FakeServer.Quirk.CANNOT_TRANSFER), server.traits.historySize() > 0);
  }

  @Override
  public void readHistory(List<HistoryRequest> wanted, HistoryPages pages)
      throws OpcUaClientException, InterruptedException {
    for (HistoryRequest request : wanted) {
      check();
      List<FakeServer.Sample> found = new ArrayList<>();
      if (!find(request, found)) {
        pages.incomplete(request.item());
      }
      for (int from = 0; from < found.size(); from += 4) {
        OpcUaColumns page = new OpcUaColumns(4);
        for (FakeServer.Sample sample : found.subList(from, Math.min(found.size(), from + 4))) {
          page.addDouble(request.item(), sample.value(), 0, sample.time(), sample.time());
        }
        pages.accept(page);
        check();
      }
    }
  }

  /** Collects what is asked for; whether it is proven complete. */
  private boolean find(HistoryRequest request, List<FakeServer.Sample> found) {
    boolean anchored = false;
    for (FakeServer.Sample sample : server.history.get(request.item())) {
      if (sample.time() > request.afterNanos()) {
        found.add(sample);
      } else if (request.anchor() == HistoryRequest.Anchor.BOUND) {
        found.clear();
        found.add(sample);
        anchored = true;
      } else if (sample.time() == request.afterNanos()) {
        found.add(sample);
        anchored = true;
      }
    }
    return anchored;
  }

  @Override
  public RefreshAnswer refreshConditions() {
    return RefreshAnswer.IMPOSSIBLE;
  }

  @Override
  public void close() {
    server.close(this);
  }
}

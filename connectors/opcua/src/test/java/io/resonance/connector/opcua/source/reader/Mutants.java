package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.CreatedSubscription;
import io.resonance.connector.opcua.client.GrantedSubscription;
import io.resonance.connector.opcua.client.HistoryPages;
import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.client.ServerAbilities;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.split.ServerRun;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sessions with one mistake each, which the simulation must find. */
final class Mutants {

  private Mutants() {}

  /** Acknowledges a message when it arrives and not when a checkpoint holds it. */
  static OpcUaSubscriptionClient acknowledgesEarly(OpcUaSubscriptionClient client) {
    return new Unchanged(client) {
      private long received;

      @Override
      public CompletableFuture<PublishedMessage> publish(long[] acknowledged) {
        long[] more = Arrays.copyOf(acknowledged, acknowledged.length + 1);
        more[acknowledged.length] = received;
        return super.publish(more)
            .thenApply(
                message -> {
                  received = message.sequence();
                  return message;
                });
      }
    };
  }

  /** Goes on after a reconnect without asking for what was sent meanwhile. */
  static OpcUaSubscriptionClient skipsRepublish(OpcUaSubscriptionClient client) {
    return new Unchanged(client) {
      @Override
      public Optional<List<Long>> transfer(long subscriptionId) throws OpcUaClientException {
        return super.transfer(subscriptionId).map(available -> List.of());
      }

      @Override
      public Optional<OpcUaColumns> republish(long sequence) {
        return Optional.empty();
      }
    };
  }

  /** Takes a restarted server for the one before. */
  static OpcUaSubscriptionClient overlooksRestarts(OpcUaSubscriptionClient client) {
    return new Unchanged(client) {
      @Override
      public ServerStatus status() throws OpcUaClientException {
        super.status();
        return new ServerStatus(ServerRun.UNKNOWN, 0);
      }
    };
  }

  /** Takes every value of a time that is known for the one that is known. */
  static OpcUaSubscriptionClient goesByTimeAlone(OpcUaSubscriptionClient client) {
    return new Unchanged(client) {
      @Override
      public void readHistory(List<HistoryRequest> requests, HistoryPages pages)
          throws OpcUaClientException, InterruptedException {
        for (HistoryRequest request : requests) {
          super.readHistory(List.of(request), after(request.afterNanos(), pages));
        }
      }
    };
  }

  private static HistoryPages after(long time, HistoryPages pages) {
    return new HistoryPages() {
      @Override
      public void incomplete(int item) {
        pages.incomplete(item);
      }

      @Override
      public void accept(OpcUaColumns page) throws InterruptedException {
        OpcUaColumns newer = new OpcUaColumns(page.size());
        for (int i = 0; i < page.size(); i++) {
          if (page.sourceTime(i) > time) {
            newer.addFrom(page, i);
          }
        }
        pages.accept(newer);
      }
    };
  }

  /** Passes everything on. */
  private abstract static class Unchanged implements OpcUaSubscriptionClient {
    private final OpcUaSubscriptionClient client;

    Unchanged(OpcUaSubscriptionClient client) {
      this.client = client;
    }

    @Override
    public ServerStatus status() throws OpcUaClientException {
      return client.status();
    }

    @Override
    public boolean resume() throws InterruptedException {
      return client.resume();
    }

    @Override
    public Optional<List<Long>> transfer(long subscriptionId) throws OpcUaClientException {
      return client.transfer(subscriptionId);
    }

    @Override
    public CreatedSubscription create(Order order) throws OpcUaClientException {
      return client.create(order);
    }

    @Override
    public List<OpcUaItemDescription> retry(List<Integer> items) throws OpcUaClientException {
      return client.retry(items);
    }

    @Override
    public List<Integer> gone(List<Integer> items) throws OpcUaClientException {
      return client.gone(items);
    }

    @Override
    public void remove(List<Integer> items) throws OpcUaClientException {
      client.remove(items);
    }

    @Override
    public void delete() throws OpcUaClientException {
      client.delete();
    }

    @Override
    public GrantedSubscription use(long subscriptionId) throws OpcUaClientException {
      return client.use(subscriptionId);
    }

    @Override
    public CompletableFuture<PublishedMessage> publish(long[] acknowledged) {
      return client.publish(acknowledged);
    }

    @Override
    public Optional<OpcUaColumns> republish(long sequence) throws OpcUaClientException {
      return client.republish(sequence);
    }

    @Override
    public ServerAbilities measure() throws OpcUaClientException {
      return client.measure();
    }

    @Override
    public void readHistory(List<HistoryRequest> requests, HistoryPages pages)
        throws OpcUaClientException, InterruptedException {
      client.readHistory(requests, pages);
    }

    @Override
    public RefreshAnswer refreshConditions() {
      return client.refreshConditions();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}

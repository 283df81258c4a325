package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.resonance.connector.opcua.client.decoding.MalformedMessageException;
import io.resonance.connector.opcua.client.decoding.OpcUaTime;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaMonitoring;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ModifySubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription's session on Milo's service calls; Milo's managed subscription acknowledges too
 * early to be used.
 */
final class MiloSubscriptionClient implements OpcUaSubscriptionClient {

  private static final Logger LOG = LoggerFactory.getLogger(MiloSubscriptionClient.class);
  private static final int AWAIT_SECONDS = 30;
  private static final long LEAST_PUBLISH_TIMEOUT_MILLIS = 30_000;
  private static final NodeId STATUS_CHANGE =
      NodeIds.StatusChangeNotification_Encoding_DefaultBinary;

  private final ServerSession opened;
  private final OpcUaClient client;
  private final OpcUaEndpoint endpoint;
  private final List<OpcUaItem> items;
  private final String serverUri;
  private final ApplicationIdentity identity;
  private final ValueReading values;
  private final SessionWatch session;
  private volatile long subscriptionId;
  private volatile UInteger publishTimeout = uint(LEAST_PUBLISH_TIMEOUT_MILLIS);

  MiloSubscriptionClient(ServerSession opened, List<OpcUaItem> items, ApplicationIdentity identity)
      throws OpcUaClientException {
    this.opened = opened;
    this.client = opened.milo();
    this.endpoint = opened.endpoint();
    this.items = items;
    this.serverUri = opened.serverUri();
    this.identity = identity;
    this.values = new ValueReading(client, endpoint.id(), items);
    this.session =
        new SessionWatch(
            client, await("opening a session", client.getSessionAsync()).getSessionId());
  }

  @Override
  public ServerStatus status() throws OpcUaClientException {
    return new ServerStatusReading(this, items).read(serverUri == null ? "" : serverUri);
  }

  @Override
  public boolean resume() throws InterruptedException {
    return session.awaitResumed();
  }

  @Override
  public Optional<OpcUaConnectionSecurity> security() {
    return Optional.of(opened.security());
  }

  @Override
  public Optional<List<Long>> transfer(long id) throws OpcUaClientException {
    Optional<TransferResult> result =
        OptionalService.call(
                this,
                "transferring its subscription",
                client.transferSubscriptionsAsync(List.of(uint(id)), false))
            .map(response -> response.getResults()[0])
            .filter(r -> r.getStatusCode().isGood());
    if (result.isEmpty()) {
      return Optional.empty();
    }
    UInteger[] available = result.get().getAvailableSequenceNumbers();
    return Optional.of(
        available == null
            ? List.<Long>of()
            : Arrays.stream(available).map(UInteger::longValue).toList());
  }

  @Override
  public CreatedSubscription create(Order order) throws OpcUaClientException {
    MonitoredItemCreation creation = new MonitoredItemCreation(this, endpoint, items);
    if (order == Order.DESCRIBE_FIRST) {
      creation.describe();
    }
    OpcUaMonitoring monitoring = endpoint.monitoring();
    CreateSubscriptionResponse created =
        await(
            "creating a subscription",
            client.createSubscriptionAsync(
                monitoring.publishingInterval().toNanos() / 1e6,
                uint(SubscriptionTiming.lifetimeCount(monitoring)),
                uint(SubscriptionTiming.keepAliveCount(monitoring)),
                uint(monitoring.maxNotificationsPerPublish()),
                true,
                ubyte(0)));
    subscriptionId = created.getSubscriptionId().longValue();
    GrantedSubscription granted =
        granted(
            created.getRevisedPublishingInterval(),
            created.getRevisedMaxKeepAliveCount(),
            created.getRevisedLifetimeCount());
    CreatedSubscription values =
        creation.create(
            subscriptionId, OpcUaTime.nanos(created.getResponseHeader().getTimestamp()), granted);
    return new EventItemCreation(this, endpoint.conditions()).addTo(values);
  }

  @Override
  public List<OpcUaItemDescription> retry(List<Integer> refused) throws OpcUaClientException {
    // a namespace may have come into being since
    await("reading its namespaces", client.readNamespaceTableAsync());
    return new MonitoredItemCreation(this, endpoint, items).create(subscriptionId, refused);
  }

  @Override
  public List<Integer> gone(List<Integer> asked) throws OpcUaClientException {
    return new MonitoredItemRemoval(this, items).gone(subscriptionId, asked);
  }

  @Override
  public void remove(List<Integer> removed) throws OpcUaClientException {
    new MonitoredItemRemoval(this, items).remove(subscriptionId, removed);
  }

  private GrantedSubscription granted(Double millis, UInteger keepAlives, UInteger lifetime) {
    GrantedSubscription granted =
        GrantedSubscription.of(millis, keepAlives.longValue(), lifetime.longValue());
    // the last of the requests in flight is answered after as many keep-alives
    publishTimeout =
        uint(Math.max(LEAST_PUBLISH_TIMEOUT_MILLIS, 8 * granted.silenceTolerated().toMillis()));
    return granted;
  }

  @Override
  public void delete() throws OpcUaClientException {
    await(
        "deleting its subscription",
        client.deleteSubscriptionsAsync(List.of(uint(subscriptionId))));
  }

  @Override
  public GrantedSubscription use(long id) throws OpcUaClientException {
    subscriptionId = id;
    OpcUaMonitoring monitoring = endpoint.monitoring();
    // the plant file may have changed since, and what was granted is not known here
    Optional<ModifySubscriptionResponse> modified =
        OptionalService.call(
            this,
            "modifying its subscription",
            client.modifySubscriptionAsync(
                uint(id),
                monitoring.publishingInterval().toNanos() / 1e6,
                uint(SubscriptionTiming.lifetimeCount(monitoring)),
                uint(SubscriptionTiming.keepAliveCount(monitoring)),
                uint(monitoring.maxNotificationsPerPublish()),
                ubyte(0)));
    return modified.isEmpty()
        ? GrantedSubscription.asked(monitoring)
        : granted(
            modified.get().getRevisedPublishingInterval(),
            modified.get().getRevisedMaxKeepAliveCount(),
            modified.get().getRevisedLifetimeCount());
  }

  @Override
  public CompletableFuture<PublishedMessage> publish(long[] acknowledged) {
    SubscriptionAcknowledgement[] acks = new SubscriptionAcknowledgement[acknowledged.length];
    for (int i = 0; i < acks.length; i++) {
      acks[i] = new SubscriptionAcknowledgement(uint(subscriptionId), uint(acknowledged[i]));
    }
    return client
        .getSessionAsync()
        .thenCompose(
            active ->
                client.sendRequestAsync(
                    new PublishRequest(
                        client.newRequestHeader(active.getAuthenticationToken(), publishTimeout),
                        acks)))
        .thenCompose(response -> published((PublishResponse) response))
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(PublishFailures.of(failure)));
  }

  private CompletableFuture<PublishedMessage> published(PublishResponse response) {
    NotificationMessage message = response.getNotificationMessage();
    long id = response.getSubscriptionId().longValue();
    long sequence = message.getSequenceNumber().longValue();
    ExtensionObject[] parts = message.getNotificationData();
    ServerQueues queues =
        new ServerQueues(
            Boolean.TRUE.equals(response.getMoreNotifications()),
            RetransmissionQueue.oldest(response.getAvailableSequenceNumbers(), sequence));
    if (parts == null || parts.length == 0) {
      return CompletableFuture.completedFuture(PublishedMessage.keepAlive(id, sequence, queues));
    }
    for (ExtensionObject part : parts) {
      // only the small part is decoded here, the values are left to the flat decoder
      if (STATUS_CHANGE.equals(part.getEncodingOrTypeId())
          && part.decode(client.getStaticEncodingContext()) instanceof StatusChangeNotification s) {
        return CompletableFuture.completedFuture(
            PublishedMessage.statusChange(id, sequence, s.getStatus().value()));
      }
    }
    long publishTime = OpcUaTime.nanos(message.getPublishTime());
    return values
        .notification(parts)
        .thenApply(columns -> PublishedMessage.data(id, sequence, columns, publishTime, queues));
  }

  @Override
  public Optional<OpcUaColumns> republish(long sequence) throws OpcUaClientException {
    try {
      NotificationMessage message =
          client
              .republishAsync(uint(subscriptionId), uint(sequence))
              .get(AWAIT_SECONDS, TimeUnit.SECONDS)
              .getNotificationMessage();
      ExtensionObject[] parts = message.getNotificationData();
      return Optional.of(
          parts == null || parts.length == 0
              ? new OpcUaColumns(0)
              : values.notification(parts).get(AWAIT_SECONDS, TimeUnit.SECONDS));
    } catch (MalformedMessageException e) {
      // the same bytes would come for ever; what they held is caught up or declared as lost
      LOG.warn(
          "Message {} of OPC UA endpoint {} cannot be decoded and counts as lost: {}",
          sequence,
          endpoint.id(),
          e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("asking for a message again", e);
    } catch (Exception e) {
      long status = OpcUaFailures.statusOf(e);
      if (status == StatusCodes.Bad_MessageNotAvailable || OptionalService.isUnknown(status)) {
        return Optional.empty();
      }
      throw failed("asking for a message again", e);
    }
  }

  /** Whether the server knows the service, asked for a message that does not exist. */
  boolean knowsRepublish(long noSuchSequence) throws OpcUaClientException {
    try {
      client
          .republishAsync(uint(subscriptionId), uint(noSuchSequence))
          .get(AWAIT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("trying to republish", e);
    } catch (Exception e) {
      if (OpcUaFailures.statusOf(e) == StatusCodes.Bad_MessageNotAvailable) {
        return true;
      }
      if (OptionalService.isUnknown(OpcUaFailures.statusOf(e))) {
        return false;
      }
      throw failed("trying to republish", e);
    }
  }

  @Override
  public ServerAbilities measure() throws OpcUaClientException {
    return new AbilityProbe(this, items).measure();
  }

  @Override
  public void readHistory(List<HistoryRequest> requests, HistoryPages pages)
      throws OpcUaClientException, InterruptedException {
    new HistoryReading(this, items).read(requests, pages);
  }

  ValueReading values() {
    return values;
  }

  @Override
  public RefreshAnswer refreshConditions() {
    return new ConditionRefreshCall(this).call(subscriptionId);
  }

  String endpointId() {
    return endpoint.id();
  }

  OpcUaClient milo() {
    return client;
  }

  ServerSession session() {
    return opened;
  }

  <T> T await(String doing, CompletableFuture<T> future) throws OpcUaClientException {
    try {
      return future.get(AWAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(doing, e);
    } catch (Exception e) {
      throw failed(doing, e);
    }
  }

  OpcUaClientException failed(String doing, Exception e) {
    return OpcUaFailures.classify(endpoint, doing, identity, e);
  }

  @Override
  public void close() {
    MiloConnector.close(client);
  }
}

package io.resonance.benchmark.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;

/** How the baseline connects to a server and subscribes to some of its variables. */
final class ListenerConnection {

  private static final String APPLICATION_URI = "urn:resonance:benchmark:listener";
  private static final int PENDING_PUBLISHES = 4;

  private final Protection protection;
  private final Certificates certificates;
  private final int queue;
  private final double publishingMillis;
  private final int valuesPerMessage;

  ListenerConnection(
      Protection protection,
      Certificates certificates,
      int queue,
      double publishingMillis,
      int valuesPerMessage) {
    this.protection = protection;
    this.certificates = certificates;
    this.queue = queue;
    this.publishingMillis = publishingMillis;
    this.valuesPerMessage = valuesPerMessage;
  }

  /** Connects and subscribes to the variables from the first up to before the last. */
  OpcUaClient open(String url, int from, int to, Consumer<List<DataValue>> listener)
      throws Exception {
    Consumer<OpcUaClientConfigBuilder> secured = secured();
    OpcUaClient client =
        OpcUaClient.create(
            url,
            endpoints ->
                endpoints.stream()
                    .filter(e -> e.getEndpointUrl().equals(url))
                    .filter(e -> protection.policy.getUri().equals(e.getSecurityPolicyUri()))
                    .filter(e -> e.getSecurityMode() == protection.mode)
                    .findFirst(),
            transport -> {},
            config ->
                secured.accept(
                    config
                        .setApplicationUri(APPLICATION_URI)
                        .setRequestTimeout(uint(60_000))
                        .setMaxPendingPublishRequests(uint(PENDING_PUBLISHES))
                        .setEncodingLimits(LoadServerConfig.LARGE_MESSAGES)));
    client.connect();
    subscribe(client, from, to, listener);
    return client;
  }

  /** The server trusts our certificate, and we trust nothing but the server's. */
  private Consumer<OpcUaClientConfigBuilder> secured() throws Exception {
    if (protection == Protection.NONE) {
      return config -> {};
    }
    Certificates.Own own = Certificates.create(APPLICATION_URI);
    Files.write(certificates.clients().resolve("listener.der"), own.certificate().getEncoded());
    MemoryTrustListManager trusted = new MemoryTrustListManager();
    trusted.setTrustedCertificates(List.of(certificates.readServer()));
    return config ->
        config
            .setKeyPair(own.keys())
            .setCertificate(own.certificate())
            .setCertificateChain(new X509Certificate[] {own.certificate()})
            .setCertificateValidator(
                new DefaultClientCertificateValidator(
                    trusted,
                    ValidationCheck.ALL_OPTIONAL_CHECKS,
                    new MemoryCertificateQuarantine()));
  }

  private void subscribe(OpcUaClient client, int from, int to, Consumer<List<DataValue>> listener)
      throws Exception {
    UShort namespace = client.getNamespaceTable().getIndex(Load.NAMESPACE);
    OpcUaSubscription subscription = new OpcUaSubscription(client, publishingMillis);
    subscription.setMaxNotificationsPerPublish(uint(valuesPerMessage));
    subscription.create();
    subscription.setMaxMonitoredItemsPerCall(uint(5_000));
    subscription.setSubscriptionListener(
        new OpcUaSubscription.SubscriptionListener() {
          @Override
          public void onDataReceived(
              OpcUaSubscription source, List<OpcUaMonitoredItem> items, List<DataValue> received) {
            listener.accept(received);
          }
        });
    List<OpcUaMonitoredItem> items = new ArrayList<>();
    for (int i = from; i < to; i++) {
      OpcUaMonitoredItem item =
          OpcUaMonitoredItem.newDataItem(new NodeId(namespace, Load.identifier(i)));
      item.setSamplingInterval(0);
      item.setQueueSize(uint(queue));
      items.add(item);
    }
    subscription.addMonitoredItems(items);
    subscription.synchronizeMonitoredItems();
  }
}

package io.resonance.connector.opcua.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaTrust;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.testbed.opcua.hostile.HostileServer;
import io.resonance.testbed.opcua.hostile.Misbehaviour;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.IssuedCertificate;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on a connection that was sound when it was made. */
class EstablishedConnectionITCase {

  private static final IssuedCertificate OWN =
      TestAuthority.selfSigned(
          CertificateSpec.application("hostile", SecureClient.SERVER_URI, "127.0.0.1"));

  @TempDir Path folder;
  private HostileServer server;
  private SecureClient client;
  private OpcUaSubscriptionClient connected;

  @BeforeEach
  void connect() throws Exception {
    server =
        HostileServer.builder(SecureClient.SERVER_URI, OWN)
            .offer(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt)
            .anonymous()
            .start();
    client = new SecureClient(folder).trusting(OWN);
    connected = client.connect(server.url(), OpcUaSecurity.BEST, OpcUaUserToken.anonymous());
    connected.create(OpcUaSubscriptionClient.Order.DESCRIBE_FIRST);
  }

  @AfterEach
  void close() throws Exception {
    connected.close();
    client.close();
    server.close();
  }

  @Test
  void endsWithinSecondsWhenTheServerIsNoLongerTrusted() throws Exception {
    OpcUaTrust trust = OpcUaTrust.in(client.pki());
    String thumbprint =
        trust.list().stream()
            .filter(entry -> entry.place() == OpcUaTrust.Place.TRUSTED)
            .findFirst()
            .orElseThrow()
            .thumbprint();
    assertThat(connected.publish(new long[0]).get(30, TimeUnit.SECONDS)).isNotNull();

    trust.remove(thumbprint);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> connected.publish(new long[0]).handle((m, e) -> e != null).get());
    assertThat(client.refusal(server.url()).orElseThrow()).contains("is not trusted");

    trust.trust(thumbprint);
    assertThat(client.refusal(server.url())).isEmpty();
  }

  @Test
  void refusesVariantsInVariantsAThousandDeep() {
    ByteBuffer nested = ByteBuffer.allocate(5 * 1_000 + 5).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1_000; i++) {
      nested.put((byte) (0x80 | 24)).putInt(1); // an array of one Variant
    }
    nested.put((byte) 6).putInt(42);
    assertRefused(nested, "nested more than 64 deep");
  }

  @Test
  void refusesAnArrayOfWhichThereIsNothing() {
    assertRefused(value(0x80 | 6, Integer.MAX_VALUE), "a length of 2147483647 where");
    assertRefused(value(0x80 | 6, 60_000_000), "a length of 60000000 where");
  }

  @Test
  void refusesAStringOfWhichThereIsNothing() {
    assertRefused(value(12, Integer.MAX_VALUE), "the absurd length 2147483647");
  }

  private static ByteBuffer value(int encoding, int length) {
    return ByteBuffer.allocate(5)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) encoding)
        .putInt(length);
  }

  /** A DataChangeNotification with one value of these bytes. */
  private void assertRefused(ByteBuffer variant, String why) {
    ByteBuffer body =
        ByteBuffer.allocate(4 + 4 + 1 + variant.capacity() + 4).order(ByteOrder.LITTLE_ENDIAN);
    body.putInt(1).putInt(0).put((byte) 1).put(variant.rewind()).putInt(-1);
    byte[] bytes = new byte[body.capacity()];
    body.rewind().get(bytes);
    ExtensionObject hostile =
        ExtensionObject.of(
            ByteString.of(bytes), NodeIds.DataChangeNotification_Encoding_DefaultBinary);
    server.misbehave(
        Misbehaviour.publishing(
            honest ->
                new PublishResponse(
                    honest.getResponseHeader(),
                    honest.getSubscriptionId(),
                    honest.getAvailableSequenceNumbers(),
                    honest.getMoreNotifications(),
                    new NotificationMessage(
                        honest.getNotificationMessage().getSequenceNumber(),
                        honest.getNotificationMessage().getPublishTime(),
                        new ExtensionObject[] {hostile}),
                    honest.getResults(),
                    honest.getDiagnosticInfos())));
    CompletableFuture<PublishedMessage> answer = connected.publish(new long[0]);
    assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS)).hasMessageContaining(why);
  }
}

package io.resonance.benchmark.job;

import io.resonance.benchmark.milo.Certificates;
import io.resonance.benchmark.milo.ListenerClient;
import io.resonance.benchmark.milo.Load;
import io.resonance.benchmark.milo.Protection;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaOwnCertificate;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaSource;
import io.resonance.connector.opcua.source.OpcUaSourceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Our source of the variables of the {@link Load}, with the settings the baseline has too ({@link
 * ListenerClient}).
 */
public final class LoadSource {

  /** How long a server keeps a subscription nobody asks for. */
  private static final Duration SURVIVE_OUTAGE = Duration.ofMinutes(1);

  private LoadSource() {}

  /**
   * The source of one job.
   *
   * @param settings those of the baseline
   * @param pki folder of the certificates
   */
  public static OpcUaSource of(Map<String, String> settings, Path pki) throws IOException {
    OpcUaIdentity identity =
        OpcUaIdentity.selfSigned("urn:resonance:benchmark:source", pki.toString());
    OpcUaSecurity security =
        switch (Protection.valueOf(settings.get(ListenerClient.PROTECTION))) {
          case NONE -> OpcUaSecurity.NONE;
          case ENCRYPTED -> {
            exchangeCertificates(identity, Path.of(settings.get(ListenerClient.CERTIFICATES)));
            yield OpcUaSecurity.BASIC256SHA256;
          }
        };
    String[] urls = settings.get(ListenerClient.URLS).split(",");
    OpcUaSourceBuilder source = OpcUaSource.builder().identity(identity);
    int share = Load.VARIABLES / urls.length;
    for (int i = 0; i < urls.length; i++) {
      source.endpoint(
          OpcUaEndpoint.builder(urls.length == 1 ? "server" : "server-" + i, urls[i])
              .security(security)
              .publishingInterval(
                  Duration.ofMillis(Long.parseLong(settings.get(ListenerClient.PUBLISHING_MILLIS))))
              .samplingInterval(Duration.ZERO)
              .queueSize(Integer.parseInt(settings.get(ListenerClient.QUEUE)))
              .surviveOutage(SURVIVE_OUTAGE)
              .itemsPerSubscription(share)
              .maxNotificationsPerPublish(
                  Integer.parseInt(settings.get(ListenerClient.VALUES_PER_MESSAGE)))
              .items(nodes(i * share, (i + 1) * share))
              .build());
    }
    return source.build();
  }

  private static List<String> nodes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "nsu=%s;s=%s".formatted(Load.NAMESPACE, Load.identifier(i)))
        .toList();
  }

  private static void exchangeCertificates(OpcUaIdentity identity, Path folder) throws IOException {
    Certificates certificates = new Certificates(folder);
    Files.copy(OpcUaOwnCertificate.ensure(identity), certificates.clients().resolve("source.pem"));
    Files.copy(
        certificates.server(), Path.of(identity.pkiFolder(), "trusted").resolve("server.der"));
  }
}

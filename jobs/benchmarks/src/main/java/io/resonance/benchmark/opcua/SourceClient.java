package io.resonance.benchmark.opcua;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.child.Heap;
import io.resonance.benchmark.job.LocalJob;
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
import io.resonance.job.plant.PlantFiles;
import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Our side: a job on a cluster in this process that begins with the source and ends in a sink that
 * checks what arrives. Where there are several servers, the variables are divided among them.
 */
final class SourceClient implements ChildPart {

  static final String NAME = "source";

  /** Name of a {@link SourceJob}. */
  static final String JOB = "job";

  static final String PLANT_FILE = "plantFile";

  /** How long a server keeps a subscription nobody asks for. */
  private static final Duration SURVIVE_OUTAGE = Duration.ofMinutes(1);

  private final LocalJob job;
  private final long heapBefore;

  SourceClient(Map<String, String> settings) throws Exception {
    Path file = Path.of(settings.get(PLANT_FILE));
    PlantFile plant =
        PlantFiles.load(
            file, new PlantVocabulary(), warning -> System.err.println(warning.render()));
    OpcUaSource source = source(settings, file.resolveSibling("pki"));
    boolean measuresLatency = Boolean.parseBoolean(settings.get(ListenerClient.MEASURES_LATENCY));
    job = new LocalJob();
    heapBefore = Heap.usedBytes();
    job.submit(SourceJob.valueOf(settings.get(JOB)).graph(plant, source, measuresLatency));
  }

  private static OpcUaSource source(Map<String, String> settings, Path pki) throws IOException {
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

  @Override
  public Map<String, String> facts() {
    return Map.of(ListenerClient.HEAP_BEFORE, String.valueOf(heapBefore));
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    return job.totals(SourceJob.VALUES);
  }

  @Override
  public void stop() throws Exception {
    job.stop();
  }
}

package io.resonance.benchmark.mes;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.schema.v1.MesMessage;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The baseline: java.net.http posts the same bodies, as many at a time, looks at the status and
 * forgets the answer. No order, no state, no retries.
 */
final class BareClient implements ChildPart {

  static final String NAME = "mes-bare";
  static final String ACCEPTED = "accepted";
  static final String FAILED = "failed";

  private static final int WORKERS = 2;

  private final HttpClient client;
  private final URI uri;
  private final int lanes;
  private final AtomicLong next = new AtomicLong();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean stopped;

  BareClient(Map<String, String> settings) throws Exception {
    uri = URI.create(settings.get(MesServer.URL));
    lanes = Integer.parseInt(settings.get(DeliveryClient.LANES));
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(Path.of(settings.get(MesServer.TRUST))))
            .executor(Executors.newFixedThreadPool(WORKERS))
            .build();
    for (int slot = 0; slot < DeliveryClient.PARALLEL_REQUESTS; slot++) {
      send();
    }
  }

  private static SSLContext trusting(Path pem) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("mes", certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private void send() {
    long index = next.getAndIncrement();
    // other names than ours, so that the BODIDs are not known to the MES
    MesMessage message = MesLoad.message("B" + index % lanes, index, Instant.now());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", message.getContentType())
            .POST(HttpRequest.BodyPublishers.ofString(message.getPayload()))
            .build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete((response, failure) -> count(response, failure));
  }

  private void count(HttpResponse<Void> response, Throwable failure) {
    if (failure == null && response.statusCode() == 200) {
      accepted.increment();
    } else {
      failed.increment();
    }
    if (!stopped) {
      send();
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(ACCEPTED, accepted.sum(), FAILED, failed.sum());
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

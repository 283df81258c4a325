package io.resonance.connector.mes.client;

import io.resonance.connector.mes.tls.TlsFiles;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests with java.net.http: HTTP/1.1 and kept connections, TLS 1.2 or 1.3 with verified
 * host names, no redirects, no proxy authentication, answers bounded in size and time. Where a file
 * of certificates or keys changes, new connections are made with the new one, within a second.
 */
final class BoundedHttp implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BoundedHttp.class);
  private static final int THREADS = 2;
  private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TlsFiles files;
  private final Duration requestTimeout;
  private final int maxAnswerBytes;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(THREADS, BoundedHttp::daemon);
  private String filesState;
  private long lookedAt = System.nanoTime();
  private HttpClient client;

  /**
   * Ready to send.
   *
   * @throws IllegalArgumentException if a file cannot be used
   */
  BoundedHttp(TlsFiles files, Duration requestTimeout, int maxAnswerBytes) {
    this.files = files;
    this.requestTimeout = requestTimeout;
    this.maxAnswerBytes = maxAnswerBytes;
    this.filesState = files.state();
    this.client = newClient();
  }

  /**
   * Sends one request; the future completes within the request timeout, on a thread of this client.
   */
  CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client().sendAsync(request, head -> new BoundedBody(maxAnswerBytes));
    // HttpRequest.timeout ends with the headers; this bound holds for the body as well
    return call.thenApply(response -> response)
        .orTimeout(requestTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (response, failure) -> {
              if (failure instanceof TimeoutException) {
                call.cancel(true);
              }
            });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private synchronized HttpClient client() {
    long now = System.nanoTime();
    if (now - lookedAt >= LOOK_EVERY_NANOS) {
      lookedAt = now;
      String state = files.state();
      if (!state.equals(filesState)) {
        filesState = state;
        renew();
      }
    }
    return client;
  }

  private void renew() {
    try {
      client = newClient();
      LOGGER.info("Certificates or keys for the MES have changed; new connections use them.");
    } catch (IllegalArgumentException unusable) {
      // half of a rotation; the next change is looked at again
      LOGGER.warn(
          "Certificates or keys for the MES have changed but cannot be used, so the old ones stay: {}",
          unusable.getMessage());
    }
  }

  private HttpClient newClient() {
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(requestTimeout)
        .sslContext(files.context())
        .sslParameters(tls)
        .executor(executor)
        .build();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mes-http");
    thread.setDaemon(true);
    return thread;
  }
}

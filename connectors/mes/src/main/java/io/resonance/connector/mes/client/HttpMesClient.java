package io.resonance.connector.mes.client;

import io.resonance.connector.mes.lane.Reply;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;

/**
 * Posts messages with java.net.http: HTTP/1.1 and kept connections, TLS 1.2 or 1.3 with verified
 * host names, no redirects, no proxy authentication, answers bounded in size and time. The BODID is
 * sent as Idempotency-Key too, for a MES behind a gateway that does not read bodies.
 */
public final class HttpMesClient implements MesClient {

  private static final int THREADS = 2;

  private final URI uri;
  private final Credentials credentials;
  private final Duration requestTimeout;
  private final int maxAnswerBytes;
  private final ErrorTable errors;
  private final ExecutorService executor;
  private final HttpClient client;

  /**
   * A client that is ready to send.
   *
   * @throws IllegalArgumentException if the URL or the PEM file of the target cannot be used
   */
  public HttpMesClient(MesTarget.Http target, int maxAnswerBytes) {
    this.uri = httpUri(target.url());
    this.credentials = target.credentials();
    this.requestTimeout = target.requestTimeout();
    this.maxAnswerBytes = maxAnswerBytes;
    this.errors = new ErrorTable(target.url(), target.confirmation(), requestTimeout);
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    var context = TrustedTls.context(target.trust());
    this.executor = Executors.newFixedThreadPool(THREADS, HttpMesClient::daemon);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(requestTimeout)
            .sslContext(context)
            .sslParameters(tls)
            .executor(executor)
            .build();
  }

  @Override
  public CompletableFuture<Reply> post(MesMessage message) {
    HttpRequest request;
    try {
      request = request(message);
    } catch (RuntimeException unsendable) {
      return CompletableFuture.completedFuture(errors.reply(unsendable));
    }
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, head -> new BoundedBody(maxAnswerBytes));
    // HttpRequest.timeout ends with the headers; this bound holds for the body as well
    CompletableFuture<HttpResponse<byte[]>> bounded =
        call.thenApply(response -> response)
            .orTimeout(requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
    return bounded.handle(
        (response, failure) -> {
          if (failure instanceof TimeoutException) {
            call.cancel(true);
          }
          return failure == null ? reply(response, message) : errors.reply(failure);
        });
  }

  private HttpRequest request(MesMessage message) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(requestTimeout)
            .header("Content-Type", message.getContentType())
            .header("Accept", "application/xml, text/xml")
            .header("Idempotency-Key", message.getBodId())
            .POST(
                HttpRequest.BodyPublishers.ofString(message.getPayload(), StandardCharsets.UTF_8));
    Authorization.header(credentials)
        .ifPresent(authorization -> request.header("Authorization", authorization));
    return request.build();
  }

  private Reply reply(HttpResponse<byte[]> response, MesMessage message) {
    return errors.reply(
        response.statusCode(),
        response.headers().firstValue("Retry-After"),
        response.body(),
        message.getBodId());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private static URI httpUri(String url) {
    URI uri = URI.create(url);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "`mes: url` must be http://host/path or https://host/path without user or password in it; these go into `mes: user` and `mes: password`.");
    }
    return uri;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mes-http");
    thread.setDaemon(true);
    return thread;
  }
}

package io.resonance.connector.mes.client;

import io.resonance.connector.mes.client.Authorization.Header;
import io.resonance.connector.mes.lane.LaneClient;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Reply;
import io.resonance.connector.mes.lane.Verdict;
import io.resonance.connector.mes.message.NodeWriteMessages;
import io.resonance.connector.mes.tls.TlsFiles;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Posts messages over {@link BoundedHttp}. The BODID is sent as Idempotency-Key too, for a MES
 * behind a gateway that does not read bodies.
 */
public final class HttpMesClient implements LaneClient {

  private static final int UNAUTHORIZED = 401;

  private final URI uri;
  private final Duration requestTimeout;
  private final ErrorTable errors;
  private final BoundedHttp http;
  private final Authorization authorization;

  /**
   * A client that is ready to send.
   *
   * @throws IllegalArgumentException if the URL, a certificate or a key of the target cannot be
   *     used
   */
  public HttpMesClient(MesTarget.Http target, int maxAnswerBytes) {
    this.uri = httpUri("url", target.url());
    this.requestTimeout = target.requestTimeout();
    this.errors =
        new ErrorTable(target.url(), confirmation(target), target.answers(), requestTimeout);
    Credentials credentials = target.access().credentials();
    requireSendable(credentials);
    this.http = new BoundedHttp(TlsFiles.of(target.access()), requestTimeout, maxAnswerBytes);
    this.authorization = Authorization.of(credentials, http, tokenErrors(target));
  }

  private static MesTarget.Confirmation confirmation(MesTarget.Http target) {
    return target.messaging().confirmation();
  }

  private ErrorTable tokenErrors(MesTarget.Http target) {
    return target.access().credentials() instanceof Credentials.ClientCredentials client
        ? new ErrorTable(client.tokenUrl(), confirmation(target), target.answers(), requestTimeout)
        : errors;
  }

  @Override
  public CompletableFuture<Reply> post(MesMessage message) {
    if (message.getVerb().equals(NodeWriteMessages.VERB)) {
      return CompletableFuture.completedFuture(
          Reply.unanswered(Verdict.of(Outcome.REFUSED, NodeWriteMessages.NOT_WRITTEN)));
    }
    return authorization
        .header()
        .thenCompose(
            header ->
                http.send(request(message, header))
                    .thenApply(response -> reply(response, message, header)))
        .exceptionally(errors::reply);
  }

  private HttpRequest request(MesMessage message, Optional<Header> authorizing) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(requestTimeout)
            .header("Content-Type", message.getContentType())
            .header("Accept", "application/xml, text/xml")
            .header("Idempotency-Key", message.getBodId())
            .POST(
                HttpRequest.BodyPublishers.ofString(message.getPayload(), StandardCharsets.UTF_8));
    authorizing.ifPresent(header -> request.header(header.name(), header.value()));
    return request.build();
  }

  private Reply reply(
      HttpResponse<byte[]> response, MesMessage message, Optional<Header> authorizing) {
    if (response.statusCode() == UNAUTHORIZED) {
      authorization.refused(authorizing);
    }
    return errors.reply(
        response.statusCode(),
        response.headers().firstValue("Retry-After"),
        response.body(),
        message);
  }

  @Override
  public void close() {
    http.close();
  }

  private static void requireSendable(Credentials credentials) {
    if (credentials instanceof Credentials.ClientCredentials client) {
      URI unused = httpUri("token-url", client.tokenUrl());
    } else if (credentials instanceof Credentials.ApiKey key) {
      try {
        var unused = HttpRequest.newBuilder().header(key.header(), "x");
      } catch (IllegalArgumentException restricted) {
        throw new IllegalArgumentException(
            "`mes: api-key-header` is %s, which this client sets itself. Name the header the MES asks for, such as X-API-Key."
                .formatted(key.header()),
            restricted);
      }
    }
  }

  private static URI httpUri(String key, String url) {
    URI uri = URI.create(url);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "`mes: %s` must be http://host/path or https://host/path without user or password in it; these go into `mes: user` and `mes: password`."
              .formatted(key));
    }
    return uri;
  }
}

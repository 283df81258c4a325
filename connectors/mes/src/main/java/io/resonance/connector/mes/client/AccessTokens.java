package io.resonance.connector.mes.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.resonance.connector.mes.lane.Outcome;
import io.resonance.connector.mes.lane.Verdict;
import io.resonance.schema.plant.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4): one is fetched when it is needed,
 * kept until shortly before it expires, and given up when the MES refuses it. However many requests
 * wait for a token, one is fetched. Thread-safe.
 */
final class AccessTokens implements Authorization {

  // a token is given up this long before it expires, so that none expires on its way
  private static final Duration MARGIN = Duration.ofSeconds(30);
  // expires_in is only recommended (RFC 6749, 5.1)
  private static final Duration LIFETIME_UNSAID = Duration.ofMinutes(5);
  private static final int MAX_WORDS = 300;
  private static final JsonFactory JSON = new JsonFactory();

  private final Credentials.ClientCredentials client;
  private final BoundedHttp http;
  private final ErrorTable errors;
  private CompletableFuture<Token> token =
      CompletableFuture.failedFuture(new IllegalStateException("none yet"));

  /** A token as a header, and when it is given up. */
  private record Token(Header header, long untilNanos) {}

  AccessTokens(Credentials.ClientCredentials client, BoundedHttp http, ErrorTable errors) {
    this.client = client;
    this.http = http;
    this.errors = errors;
  }

  @Override
  public synchronized CompletableFuture<Optional<Header>> header() {
    if (token.isCompletedExceptionally()
        || (token.isDone() && token.join().untilNanos() - System.nanoTime() < 0)) {
      token = fetch();
    }
    return token.thenApply(fetched -> Optional.of(fetched.header()));
  }

  // the requests that were under way with an old token all come here; only the first finds it kept
  @Override
  public synchronized void refused(Optional<Header> header) {
    boolean kept =
        header.isPresent()
            && token.isDone()
            && !token.isCompletedExceptionally()
            && token.join().header().equals(header.get());
    if (kept) {
      token = CompletableFuture.failedFuture(new IllegalStateException("refused by the MES"));
    }
  }

  private CompletableFuture<Token> fetch() {
    long askedAt = System.nanoTime();
    HttpRequest request;
    try {
      request = request();
    } catch (RuntimeException unsendable) {
      return CompletableFuture.failedFuture(unsendable);
    }
    return http.send(request)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw unanswered(failure);
              }
              return read(response, askedAt);
            });
  }

  private HttpRequest request() {
    String form =
        "grant_type=client_credentials"
            + (client.scope().isEmpty() ? "" : "&scope=" + encoded(client.scope()));
    String secret =
        Authorization.visible(
            "client secret", client.clientSecret(), client.clientSecret().reveal());
    // RFC 6749, 2.3.1: both are form-encoded before they are joined
    Header basic = Authorization.basic(encoded(client.clientId()), encoded(secret));
    return HttpRequest.newBuilder(URI.create(client.tokenUrl()))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header(basic.name(), basic.value())
        .POST(HttpRequest.BodyPublishers.ofString(form))
        .build();
  }

  private Token read(HttpResponse<byte[]> response, long askedAt) {
    Map<String, String> fields = fields(response.body());
    if (response.statusCode() != 200) {
      throw refusal(response.statusCode(), fields);
    }
    String value = fields.getOrDefault("access_token", "");
    String type = fields.getOrDefault("token_type", "bearer");
    if (value.isEmpty() || !type.equalsIgnoreCase("bearer")) {
      throw failed(
          Outcome.MISCONFIGURED,
          "it answers 200 but without an access_token of type Bearer. Check `mes: token-url`.");
    }
    String visible = Authorization.visible("access token of", client.tokenUrl(), value);
    return new Token(
        Authorization.bearer(visible), askedAt + kept(fields.get("expires_in")).toNanos());
  }

  private static Duration kept(String expiresIn) {
    Duration lifetime = LIFETIME_UNSAID;
    if (expiresIn != null && expiresIn.matches("[0-9]{1,9}")) {
      lifetime = Duration.ofSeconds(Long.parseLong(expiresIn));
    }
    Duration half = lifetime.dividedBy(2);
    Duration early = lifetime.minus(MARGIN);
    return early.compareTo(half) > 0 ? early : half;
  }

  private TokenException refusal(int status, Map<String, String> fields) {
    boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
    String words =
        String.join(
                " ", fields.getOrDefault("error", ""), fields.getOrDefault("error_description", ""))
            .strip();
    // whoever wrote the words may have put into them what was sent
    boolean repeats = words.contains(client.clientSecret().reveal());
    String shown = words.isEmpty() || repeats ? "no words" : shortened(words);
    return passing
        ? failed(Outcome.UNAVAILABLE, "it answers %d (%s).".formatted(status, shown))
        : failed(
            Outcome.MISCONFIGURED,
            "it answers %d (%s). Check `mes: token-url`, client-id, client-secret and scope; the secret is read again each time."
                .formatted(status, shown));
  }

  private TokenException unanswered(Throwable failure) {
    Verdict verdict = errors.reply(failure).verdict();
    // an answer without end is no message that could be parked
    Outcome outcome =
        verdict.outcome() == Outcome.UNREADABLE ? Outcome.MISCONFIGURED : verdict.outcome();
    return failed(outcome, verdict.words());
  }

  private TokenException failed(Outcome outcome, String why) {
    return new TokenException(
        Verdict.of(outcome, "No token for the MES from %s: %s".formatted(client.tokenUrl(), why)));
  }

  private static String shortened(String words) {
    return words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) + "…" : words;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Texts and numbers of the outermost object; none if it is not JSON. */
  private static Map<String, String> fields(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return fields;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          fields.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException malformed) {
      return Map.of(); // the caller says what is missing
    }
    return fields;
  }
}

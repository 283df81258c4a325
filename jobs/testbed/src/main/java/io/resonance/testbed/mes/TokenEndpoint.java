package io.resonance.testbed.mes;

import com.sun.net.httpserver.HttpExchange;
import io.resonance.testbed.mes.SimulatedMesOptions.Login;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Gives out access tokens to one client (RFC 6749, 4.4). Thread-safe. */
public final class TokenEndpoint {

  private static final String JSON = "application/json";
  private static final int MAX_FORM = 4_096;

  private final Login.Tokens client;
  private final Map<String, Instant> validUntil = new HashMap<>();
  private int issued;
  private Optional<MesFault.Status> fault = Optional.empty();

  TokenEndpoint(Login.Tokens client) {
    this.client = client;
  }

  /** How many tokens were given out. */
  public synchronized int issued() {
    return issued;
  }

  /** Makes all tokens invalid that were given out. */
  public synchronized void revokeAll() {
    validUntil.clear();
  }

  /** Answers every request in this way from now on. */
  public synchronized void answer(MesFault.Status status) {
    fault = Optional.of(status);
  }

  synchronized boolean accepts(String authorization) {
    return authorization != null
        && authorization.startsWith("Bearer ")
        && validUntil
            .getOrDefault(authorization.substring("Bearer ".length()), Instant.MIN)
            .isAfter(Instant.now());
  }

  void give(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form =
          new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.US_ASCII);
      MesFault.Status answer =
          answerTo(exchange.getRequestHeaders().getFirst("Authorization"), form);
      SimulatedMes.answer(exchange, answer.code(), JSON, answer.body());
    }
  }

  private synchronized MesFault.Status answerTo(String authorization, String form) {
    if (fault.isPresent()) {
      return fault.get();
    }
    String pair = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    if (!expected.equals(authorization)) {
      return new MesFault.Status(
          401, Optional.empty(), "{\"error\":\"invalid_client\",\"error_description\":\"who?\"}");
    }
    if (!form.startsWith("grant_type=client_credentials")) {
      return new MesFault.Status(400, Optional.empty(), "{\"error\":\"unsupported_grant_type\"}");
    }
    String token = UUID.randomUUID().toString();
    validUntil.put(token, Instant.now().plus(client.lifetime()));
    issued++;
    return new MesFault.Status(
        200,
        Optional.empty(),
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"more\":{\"a\":[1]}}"
            .formatted(token, client.lifetime().toSeconds()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package io.resonance.connector.mes.client;

import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Makes the Authorization header, from secrets that are read anew each time. */
final class Authorization {

  private Authorization() {}

  static Optional<String> header(Credentials credentials) {
    if (credentials instanceof Credentials.Bearer bearer) {
      return Optional.of("Bearer " + printable(bearer.token()));
    }
    if (credentials instanceof Credentials.UserPassword basic) {
      String pair = basic.user() + ":" + basic.password().reveal();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return Optional.empty();
  }

  // java.net.http would put a header with a line break into the text of its exception
  private static String printable(Secret secret) {
    String token = secret.reveal();
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new CredentialsException(
          "The bearer token %s is empty or holds characters other than visible ASCII. Store the bare token there."
              .formatted(secret));
    }
    return token;
  }
}

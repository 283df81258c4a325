package io.resonance.connector.mes.client;

import io.resonance.schema.plant.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes the header that proves who we are, from secrets that are read anew each time. */
interface Authorization {

  /** A header of a request. */
  record Header(String name, String value) {

    /** Without the value. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The header for the next request; fails with what the error table knows a row for. Empty where
   * there are no credentials.
   */
  CompletableFuture<Optional<Header>> header();

  /** The MES did not accept this header. */
  default void refused(Optional<Header> header) {}

  /**
   * The way of these credentials.
   *
   * @param http what tokens are fetched with
   */
  static Authorization of(Credentials credentials, BoundedHttp http, ErrorTable tokenErrors) {
    if (credentials instanceof Credentials.ClientCredentials client) {
      return new AccessTokens(client, http, tokenErrors);
    }
    return () -> {
      try {
        return CompletableFuture.completedFuture(header(credentials));
      } catch (RuntimeException unsendable) {
        return CompletableFuture.failedFuture(unsendable);
      }
    };
  }

  private static Optional<Header> header(Credentials credentials) {
    if (credentials instanceof Credentials.Bearer bearer) {
      return Optional.of(bearer(visible("bearer token", bearer.token(), bearer.token().reveal())));
    }
    if (credentials instanceof Credentials.ApiKey key) {
      return Optional.of(
          new Header(key.header(), visible("API key", key.key(), key.key().reveal())));
    }
    if (credentials instanceof Credentials.UserPassword basic) {
      return Optional.of(basic(basic.user(), basic.password().reveal()));
    }
    return Optional.empty();
  }

  /** RFC 6750. */
  static Header bearer(String token) {
    return new Header("Authorization", "Bearer " + token);
  }

  /** RFC 7617. */
  static Header basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /**
   * The text, if a header can carry it: java.net.http would put a header with a line break into the
   * text of its exception.
   *
   * @param from where it lies, for the message, which never repeats the text
   */
  static String visible(String what, Object from, String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new CredentialsException(
          "The %s %s is empty or holds characters other than visible ASCII. Store the bare text there."
              .formatted(what, from));
    }
    return text;
  }
}

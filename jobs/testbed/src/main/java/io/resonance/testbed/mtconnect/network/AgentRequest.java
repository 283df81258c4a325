package io.resonance.testbed.mtconnect.network;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Request line and headers of a GET.
 *
 * @param path decoded path, without the query
 * @param query decoded parameters
 * @param headers by lower-case name
 */
public record AgentRequest(String path, Map<String, String> query, Map<String, String> headers) {

  /** Reads the text of a request head, without its empty line. */
  static AgentRequest parse(String head) {
    String[] lines = head.split("\r?\n");
    String[] words = lines[0].split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).trim());
    }
    URI target =
        URI.create(words.length > 1 ? words[1].replace("[", "%5B").replace("]", "%5D") : "/");
    Map<String, String> query = new TreeMap<>();
    if (target.getRawQuery() != null) {
      for (String pair : target.getRawQuery().split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
      }
    }
    return new AgentRequest(target.getPath(), query, headers);
  }

  public boolean accepts(String header, String word) {
    return headers.getOrDefault(header, "").toLowerCase(Locale.ROOT).contains(word);
  }

  private static String decoded(String text) {
    return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

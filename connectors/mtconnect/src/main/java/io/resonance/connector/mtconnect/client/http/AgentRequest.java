package io.resonance.connector.mtconnect.client.http;

import java.net.URI;

/**
 * What an agent is asked for.
 *
 * @param target URL with its parameters
 * @param accept media types that are understood, as in an Accept header
 */
public record AgentRequest(URI target, String accept) {
  /** XML, whole or as a stream of parts, and JSON where there is nothing else. */
  public static final String XML =
      "text/xml, application/xml, multipart/x-mixed-replace, multipart/mixed, application/json;q=0.1";
}

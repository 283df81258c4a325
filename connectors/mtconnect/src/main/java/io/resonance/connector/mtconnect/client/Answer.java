package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.client.AgentTransport.Exchange;
import io.resonance.connector.mtconnect.client.AgentTransport.Head;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Locale;

/** An answer as it comes in: a stream of parts, or one document that is collected. */
final class Answer {
  private final URI target;
  private final int mostBytes;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private Exchange exchange;
  private MultipartFramer framer;

  Answer(URI target, int mostBytes) {
    this.target = target;
    this.mostBytes = mostBytes;
  }

  void begun(Exchange underWay) {
    exchange = underWay;
  }

  Exchange exchange() {
    return exchange;
  }

  boolean isStream() {
    return framer != null;
  }

  byte[] body() {
    return collected.toByteArray();
  }

  /** Checks status and headers, and prepares for the body. */
  void accept(Head head, boolean streamAllowed, MultipartFramer.Lengths lengths)
      throws MtConnectDocumentException {
    int status = head.status();
    if (status >= 300 && status < 400) {
      throw new MtConnectDocumentException(
          "%s redirects to %s; redirects are not followed, so configure the url that answers itself"
              .formatted(target, AaltoStreamsParser.cut(head.location())));
    }
    if (status == 401 || status == 403) {
      throw new MtConnectDocumentException(
          "%s answers %d; check the credentials of the agent".formatted(target, status));
    }
    String type = head.contentType().toLowerCase(Locale.ROOT);
    if (status == 200 && streamAllowed && type.startsWith("multipart/")) {
      String boundary = MultipartFramer.boundaryOf(head.contentType());
      if (boundary.isEmpty()) {
        throw new MtConnectDocumentException(
            "%s answers \"%s\" without a boundary".formatted(target, head.contentType()));
      }
      framer = new MultipartFramer(boundary, mostBytes, lengths);
    } else if (!type.contains("xml") || (status != 200 && status != 400 && status != 404)) {
      throw new MtConnectDocumentException(
          "%s answers with status %d and content type \"%s\"; an MTConnect agent answers XML, so check"
                  .formatted(target, status, AaltoStreamsParser.cut(head.contentType()))
              + " that the url is the root of an agent");
    }
  }

  void feed(ByteBuffer bytes, MultipartFramer.Parts parts) throws MtConnectDocumentException {
    framer.feed(bytes, parts);
  }

  void collect(ByteBuffer bytes) throws MtConnectDocumentException {
    if (collected.size() + (long) bytes.remaining() > mostBytes) {
      throw new MtConnectDocumentException(
          "%s answers with more than the %d bytes allowed".formatted(target, mostBytes));
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    collected.writeBytes(copy);
  }
}

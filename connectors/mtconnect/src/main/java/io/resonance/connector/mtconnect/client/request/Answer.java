package io.resonance.connector.mtconnect.client.request;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Exchange;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import io.resonance.connector.mtconnect.client.http.GzipBody;
import io.resonance.connector.mtconnect.client.http.MultipartFramer;
import io.resonance.connector.mtconnect.client.json.JsonDocuments;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * An answer as it comes in, inflated if it is compressed: a stream of parts, or one document that
 * is collected.
 */
final class Answer {
  private final URI target;
  private final DocumentLimits limits;
  private byte[] collected = new byte[0];
  private int size;
  private Exchange exchange;
  private MultipartFramer framer;
  private GzipBody gzip;

  Answer(URI target, DocumentLimits limits) {
    this.target = target;
    this.limits = limits;
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

  /** The document that was collected, from 0 to {@link #size()}. */
  byte[] body() {
    return collected;
  }

  int size() {
    return size;
  }

  /** Checks status and headers, and prepares for the body. */
  void accept(Head head, boolean streamAllowed, MultipartFramer.Lengths lengths)
      throws MtConnectDocumentException {
    refuse(head);
    switch (head.contentEncoding().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> gzip = null;
      case "gzip", "x-gzip" -> gzip = new GzipBody();
      default ->
          throw new MtConnectDocumentException(
              "%s answers with Content-Encoding \"%s\", which was not asked for"
                  .formatted(target, MtConnectDocumentException.cut(head.contentEncoding())));
    }
    int status = head.status();
    String type = head.contentType().toLowerCase(Locale.ROOT);
    if (status == 200 && streamAllowed && type.startsWith("multipart/")) {
      String boundary = MultipartFramer.boundaryOf(head.contentType());
      if (boundary.isEmpty()) {
        throw new MtConnectDocumentException(
            "%s answers \"%s\" without a boundary"
                .formatted(target, MtConnectDocumentException.cut(head.contentType())));
      }
      framer = new MultipartFramer(boundary, limits.bytes(), lengths);
    } else if ((!type.contains("xml") && !type.contains("json"))
        || (status != 200 && status != 400 && status != 404)) {
      throw new MtConnectDocumentException(
          "%s answers with status %d and content type \"%s\"; an MTConnect agent answers XML, so check"
                  .formatted(target, status, MtConnectDocumentException.cut(head.contentType()))
              + " that the url is the root of an agent");
    }
  }

  private void refuse(Head head) throws MtConnectDocumentException {
    int status = head.status();
    if (status >= 300 && status < 400) {
      throw new MtConnectDocumentException(
          "%s redirects to %s; redirects are not followed, so configure the url that answers itself"
              .formatted(target, MtConnectDocumentException.cut(head.location())));
    }
    if (status == 401 || status == 403) {
      throw new MtConnectDocumentException(
          "%s answers %d; check the credentials of the agent".formatted(target, status));
    }
    if (status == 407) {
      throw new MtConnectDocumentException(
          "The proxy on the way to %s answers 407; check its user and password".formatted(target));
    }
  }

  /** Takes bytes of a stream. */
  void feed(ByteBuffer bytes, MultipartFramer.Parts parts) throws MtConnectDocumentException {
    if (gzip == null || !bytes.hasRemaining()) {
      framer.feed(bytes, parts);
    } else {
      gzip.feed(bytes, inflated -> framer.feed(inflated, parts));
    }
  }

  /** Takes bytes of a document. */
  void collect(ByteBuffer bytes) throws MtConnectDocumentException {
    if (gzip == null) {
      keep(bytes);
    } else {
      gzip.feed(bytes, this::keep);
    }
  }

  /** Checks that nothing is missing from a document, and makes XML of it if it is JSON. */
  void finish() throws MtConnectDocumentException {
    if (gzip != null && !gzip.isWhole()) {
      throw new MtConnectDocumentException(
          "The gzip data %s answers with ends too early".formatted(target));
    }
    if (JsonDocuments.isJson(collected, 0, size)) {
      collected = new JsonDocuments(limits).toXml(collected, 0, size);
      size = collected.length;
    }
  }

  /** Frees what inflating needs. */
  void close() {
    if (gzip != null) {
      gzip.close();
    }
  }

  private void keep(ByteBuffer bytes) throws MtConnectDocumentException {
    int length = bytes.remaining();
    if (size + (long) length > limits.bytes()) {
      throw new MtConnectDocumentException(
          "%s answers with more than the %d bytes allowed".formatted(target, limits.bytes()));
    }
    if (size + length > collected.length) {
      collected = Arrays.copyOf(collected, Math.max(size + length, collected.length * 2));
    }
    bytes.get(collected, size, length);
    size += length;
  }
}

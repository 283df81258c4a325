package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The BrowseNames that lead from the Root folder to a node, such as {@code
 * /Objects/Machine/spindleSpeed}.
 *
 * <p>Syntax: each segment is {@code /} and a browse name. A name may be given with the URI of its
 * namespace, {@code nsu=<namespace URI>;<name>}; then the URI may hold {@code /} but no {@code ;}.
 * A name without a URI has any namespace, but in a path that the connector itself wrote it has the
 * namespace of OPC UA. A namespace index is never accepted, for a server may change it. {@code &}
 * takes the meaning from the character after it: {@code &/}, {@code &&}, {@code &*}, {@code &?} (as
 * in Part 4, A.2).
 *
 * @param segments the names, the Root folder's children first; none for the Root folder
 */
public record OpcUaBrowsePath(List<Segment> segments) {

  /** The namespace of OPC UA itself, index 0 at every server. */
  public static final String OPC_UA = "http://opcfoundation.org/UA/";

  /** Where the nodes of a server are. */
  public static final String OBJECTS = "/Objects";

  /**
   * A browse name.
   *
   * @param namespaceUri its namespace; empty for any
   * @param name its text, never empty
   */
  public record Segment(String namespaceUri, String name) {}

  public OpcUaBrowsePath {
    segments = List.copyOf(segments);
  }

  /** A path as a person writes it; wildcards are refused. */
  public static OpcUaBrowsePath parse(String text) {
    List<Segment> segments = new ArrayList<>();
    for (PathText.RawSegment raw : PathText.split(text)) {
      if (raw.hasWildcard()) {
        throw new IllegalArgumentException(
            "The browse path %s has a wildcard. Write &* or &? for the character itself, or use a glob."
                .formatted(text));
      }
      segments.add(new Segment(raw.namespaceUri(), raw.literal()));
    }
    return new OpcUaBrowsePath(segments);
  }

  /** A path as {@link #text} wrote it: a name without a namespace has that of OPC UA. */
  public static OpcUaBrowsePath parseFull(String text) {
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : parse(text).segments()) {
      segments.add(
          segment.namespaceUri().isEmpty() ? new Segment(OPC_UA, segment.name()) : segment);
    }
    return new OpcUaBrowsePath(segments);
  }

  /** This path and one more name. */
  public OpcUaBrowsePath child(String namespaceUri, String name) {
    List<Segment> longer = new ArrayList<>(segments);
    longer.add(new Segment(namespaceUri, name));
    return new OpcUaBrowsePath(longer);
  }

  /** The last name; empty for the Root folder. */
  public String name() {
    return segments.isEmpty() ? "" : segments.get(segments.size() - 1).name();
  }

  /** The path with every namespace but that of OPC UA; {@link #parseFull} reads it. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append('/');
      boolean plain = segment.namespaceUri().isEmpty() || segment.namespaceUri().equals(OPC_UA);
      if (!plain) {
        text.append("nsu=").append(segment.namespaceUri()).append(';');
      }
      String escaped = PathText.escape(segment.name());
      text.append(plain && escaped.startsWith("nsu=") ? "&" : "").append(escaped);
    }
    return text.toString();
  }

  /** The path without namespaces, for people. */
  public String plain() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      String escaped = PathText.escape(segment.name());
      text.append('/').append(escaped.startsWith("nsu=") ? "&" : "").append(escaped);
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }
}

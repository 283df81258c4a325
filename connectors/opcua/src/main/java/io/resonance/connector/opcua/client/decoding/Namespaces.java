package io.resonance.connector.opcua.client.decoding;

import java.util.Base64;
import java.util.Locale;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/**
 * Writes ids and names with the URI of their namespace (Part 6, 5.1.12), for a server may renumber
 * the indexes; an index the server does not explain stays an index.
 */
public final class Namespaces {

  private final NamespaceTable table;

  public Namespaces(NamespaceTable table) {
    this.table = table;
  }

  /** {@code i=85}, {@code nsu=<uri>;s=name}, or {@code ns=7;s=name} without a known URI. */
  public String text(NodeId id) {
    return prefix(id.getNamespaceIndex().intValue()) + identifier(id);
  }

  /** A QualifiedName: the bare name, {@code nsu=<uri>;name} or {@code 7:name}. */
  String text(int namespace, String name) {
    if (namespace == 0) {
      return name;
    }
    String uri = uri(namespace);
    return uri == null ? namespace + ":" + name : "nsu=" + uri + ";" + name;
  }

  /** An ExpandedNodeId. */
  String text(NodeId id, String namespaceUri, long server) {
    String prefix =
        namespaceUri == null
            ? prefix(id.getNamespaceIndex().intValue())
            : "nsu=" + namespaceUri + ";";
    return (server == 0 ? "" : "svr=" + server + ";") + prefix + identifier(id);
  }

  private String prefix(int namespace) {
    if (namespace == 0) {
      return "";
    }
    String uri = uri(namespace);
    return uri == null ? "ns=" + namespace + ";" : "nsu=" + uri + ";";
  }

  private String uri(int namespace) {
    return table.get(Unsigned.ushort(namespace));
  }

  private static String identifier(NodeId id) {
    Object identifier = id.getIdentifier();
    return switch (id.getType()) {
      case Numeric -> "i=" + identifier;
      case String -> "s=" + identifier;
      case Guid -> "g=" + identifier.toString().toLowerCase(Locale.ROOT);
      case Opaque ->
          "b=" + Base64.getEncoder().encodeToString(((ByteString) identifier).bytesOrEmpty());
    };
  }
}

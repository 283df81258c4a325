package io.resonance.testbed.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the variables of a simulated server are: names of folders below Objects and the variable's
 * own, joined by {@code /}. May be changed while the server is stopped: a variable that is placed
 * elsewhere is a server that renumbered its nodes. Not thread-safe.
 */
public final class AddressSpaceLayout {

  /** The namespace of OPC 40001-1; the folder {@code Machines} has it. */
  public static final String MACHINERY = "http://opcfoundation.org/UA/Machinery/";

  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Map<String, String> objectTypes = new LinkedHashMap<>();
  private final Map<String, String> namespaces = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();

  /** One more way to a node. */
  record Link(String from, String to) {}

  /** Puts a variable at a path, such as {@code Hall-1/Mill/speed}. */
  public AddressSpaceLayout place(String identifier, String path) {
    paths.put(identifier, path);
    return this;
  }

  /** Lets names that begin with a prefix and a colon be of a namespace, without the prefix. */
  public AddressSpaceLayout namespace(String prefix, String uri) {
    namespaces.put(prefix, uri);
    return this;
  }

  /** Makes the node at a path an object of a type of the server's own, not a folder. */
  public AddressSpaceLayout objectOfType(String path, String type) {
    objectTypes.put(path, type);
    return this;
  }

  /** Lets a node organize another one as well, be it above itself. */
  public AddressSpaceLayout link(String from, String to) {
    links.add(new Link(from, to));
    return this;
  }

  /** Lets two variables change places. */
  public AddressSpaceLayout swap(String one, String other) {
    String path = pathOf(one);
    paths.put(one, pathOf(other));
    paths.put(other, path);
    return this;
  }

  String pathOf(String identifier) {
    return paths.getOrDefault(identifier, "Machine/" + identifier);
  }

  Map<String, String> objectTypes() {
    return objectTypes;
  }

  Map<String, String> namespaces() {
    return namespaces;
  }

  List<Link> links() {
    return links;
  }
}

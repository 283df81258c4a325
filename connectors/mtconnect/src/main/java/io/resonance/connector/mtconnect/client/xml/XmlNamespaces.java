package io.resonance.connector.mtconnect.client.xml;

import java.util.HashSet;
import java.util.Set;

/** The prefixes a document declares at its root, the only place where agents do. */
public final class XmlNamespaces {
  private static final String XMLNS = "xmlns";
  private final Set<String> prefixes = new HashSet<>();

  /** Takes the declarations of the root element. */
  public void declare(ScannedStartTag root) throws DoubtException {
    prefixes.clear();
    for (int i = 0; i < root.count(); i++) {
      XmlNames.Name name = root.attribute(i);
      boolean prefixed = name.prefix().equals(XMLNS);
      if (prefixed || name.qualified().equals(XMLNS)) {
        declare(prefixed ? name.local() : "", root.value(i));
      }
    }
    for (int i = 0; i < root.count(); i++) {
      XmlNames.Name name = root.attribute(i);
      if (name.isPrefixed() && !name.prefix().equals(XMLNS)) {
        require(name);
      }
    }
    require(root.element());
  }

  // The names of XML itself are reserved, and a prefix cannot stand for nothing (Namespaces, 2.2).
  private void declare(String prefix, String uri) throws DoubtException {
    if (prefix.startsWith("xml")
        || (uri.isEmpty() && !prefix.isEmpty())
        || uri.startsWith("http://www.w3.org/XML/1998/namespace")
        || uri.startsWith("http://www.w3.org/2000/xmlns")) {
      throw new DoubtException();
    }
    if (!prefix.isEmpty()) {
      prefixes.add(prefix);
    }
  }

  /** Refuses names with other prefixes, and declarations further down. */
  public void require(ScannedStartTag tag) throws DoubtException {
    require(tag.element());
    for (int i = 0; i < tag.count(); i++) {
      XmlNames.Name name = tag.attribute(i);
      if (!name.isOrdinary()) {
        if (!name.isPrefixed()) {
          throw new DoubtException();
        }
        require(name);
      }
    }
  }

  private void require(XmlNames.Name name) throws DoubtException {
    if (name.isPrefixed() && !prefixes.contains(name.prefix())) {
      throw new DoubtException();
    }
  }
}

package io.resonance.connector.mtconnect.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An observation as the JDK's DOM sees it: an independent reading to compare with.
 *
 * @param sequence as written
 * @param dataItemId as written
 * @param timestamp as written
 * @param name element name with its prefix
 * @param section Samples, Events or Condition
 * @param text text of the element
 */
public record DomObservations(
    String sequence,
    String dataItemId,
    String timestamp,
    String name,
    String section,
    String text) {

  /** All observations of a document, in document order. */
  public static List<DomObservations> of(Path file) throws Exception {
    Document document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    List<DomObservations> found = new ArrayList<>();
    walk(document.getDocumentElement(), found);
    return found;
  }

  private static void walk(Element at, List<DomObservations> found) {
    for (Node node = at.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        String parent = at.getTagName();
        if (parent.equals("Samples") || parent.equals("Events") || parent.equals("Condition")) {
          found.add(
              new DomObservations(
                  element.getAttribute("sequence"),
                  element.getAttribute("dataItemId"),
                  element.getAttribute("timestamp"),
                  element.getTagName(),
                  parent,
                  element.getTextContent().strip()));
        } else {
          walk(element, found);
        }
      }
    }
  }
}

package io.resonance.testbed.mtconnect.document;

import java.io.ByteArrayOutputStream;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Node;

/** A DOM tree as bytes. */
final class XmlText {
  private XmlText() {}

  static byte[] of(Node tree) {
    try {
      Transformer identity = TransformerFactory.newDefaultInstance().newTransformer();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      identity.transform(new DOMSource(tree), new StreamResult(bytes));
      return bytes.toByteArray();
    } catch (TransformerException e) {
      throw new IllegalStateException("The JDK cannot write a document it has read", e);
    }
  }
}

package io.resonance.connector.mtconnect.client.xml;

import io.resonance.connector.mtconnect.client.text.TextLookup;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;

/**
 * The start tag a parser stands on: the seam between the parsers, which know bytes and XML, and the
 * rules of MTConnect, which are the same for all of them. Valid until the parser moves on.
 *
 * <p>Attributes of a foreign namespace are named with their prefix, so that {@code x:sequence} is
 * not mistaken for {@code sequence}.
 */
public interface StartTag {

  /** Prefix of the element, empty if it has none. */
  String prefix();

  /** Name of the element without its prefix. */
  String local();

  /** Number of attributes, declarations of namespaces not among them. */
  int count();

  /** Name of an attribute. */
  String name(int index);

  /** Text of an attribute. */
  String value(int index);

  /** Text of an attribute, or empty if the element does not have it. */
  default String value(String name) {
    int index = index(name);
    return index < 0 ? "" : value(index);
  }

  /** Where the attribute stands, or a negative number. */
  default int index(String name) {
    for (int i = 0; i < count(); i++) {
      if (name.equals(name(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Reads an attribute, without white space around it, as a time. */
  TextTime.Reading read(int index, TextTime time);

  /** Reads an attribute, without white space around it, as an unsigned number; false if none. */
  boolean read(int index, TextUnsigned number);

  /** Looks up an attribute, without white space around it; null if it is unknown. */
  <T> T find(int index, TextLookup<T> table);
}

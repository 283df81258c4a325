package io.resonance.connector.mtconnect.client.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes the JSON documents of the reference agent, versions 1 and 2, as the XML documents they
 * stand for, in one pass and without a tree.
 *
 * <p>So an agent that offers only JSON is read by the very parsers, limits and rules that read XML.
 * A field with a plain value is an attribute, {@code value} is the text, a field with a capital or
 * a prefix is an element. Version 1 lists elements as objects with one field, their name; version 2
 * lists those of one name under it.
 *
 * <p>Not thread-safe.
 */
public final class JsonDocuments {
  private static final Pattern ELEMENT = Pattern.compile("[A-Za-z_][\\w.-]*(:[A-Za-z_][\\w.-]*)?");
  private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][\\w.-]*");

  // An element in version 1 is an object in an object in a list.
  private static final int LEVELS_PER_ELEMENT = 3;

  private final DocumentLimits limits;
  private final JsonFactory factory;
  private final StringBuilder xml = new StringBuilder();

  public JsonDocuments(DocumentLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth() * LEVELS_PER_ELEMENT)
                    .maxStringLength(limits.text())
                    .maxNameLength(1_000)
                    .maxNumberLength(1_000)
                    .build())
            .build();
  }

  /** True if a document begins as JSON does, whatever its Content-Type says. */
  public static boolean isJson(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] > ' ') {
        return bytes[i] == '{';
      }
    }
    return false;
  }

  /**
   * The document in XML.
   *
   * @throws MtConnectDocumentException if it is no JSON, no MTConnect document, or too large
   */
  public byte[] toXml(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
    if (length > limits.bytes()) {
      throw new MtConnectDocumentException(
          "A document of %d bytes is larger than the %d allowed".formatted(length, limits.bytes()));
    }
    xml.setLength(0);
    try (JsonParser json = factory.createParser(bytes, offset, length)) {
      expect(json.nextToken() == JsonToken.START_OBJECT, json);
      expect(json.nextToken() == JsonToken.FIELD_NAME, json);
      String root = json.currentName();
      expect(json.nextToken() == JsonToken.START_OBJECT, json);
      object(json, root);
      expect(json.nextToken() == JsonToken.END_OBJECT, json);
      expect(json.nextToken() == null, json);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new MtConnectDocumentException(
          "Not well-formed JSON: " + MtConnectDocumentException.cut(message), e);
    }
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void object(JsonParser json, String name) throws IOException, MtConnectDocumentException {
    int begin = xml.length();
    Fields fields = fields(json);
    enclose(begin, name, fields.attributes());
  }

  /** What an object holds beside the elements that were written. */
  private record Fields(String attributes, boolean onlyOneElement) {}

  // Writes what is inside the element; attributes may stand anywhere, so the tag comes last.
  private Fields fields(JsonParser json) throws IOException, MtConnectDocumentException {
    StringBuilder attributes = new StringBuilder();
    int elements = 0;
    int others = 0;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("value")) {
        others++;
        text(json, value);
      } else if (value == JsonToken.START_ARRAY) {
        others++;
        array(json, field);
      } else if (value == JsonToken.START_OBJECT) {
        elements++;
        object(json, field);
      } else if (value != JsonToken.VALUE_NULL && isElement(field)) {
        elements++;
        int begin = xml.length();
        escaped(scalar(json), xml);
        enclose(begin, field, "");
      } else if (value != JsonToken.VALUE_NULL) {
        others++;
        attribute(field, scalar(json), attributes);
      }
    }
    return new Fields(attributes.toString(), elements == 1 && others == 0);
  }

  // A list of objects with one field each is version 1: then the list itself is an element.
  private void array(JsonParser json, String field) throws IOException, MtConnectDocumentException {
    int begin = xml.length();
    boolean isElement = false;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      int member = xml.length();
      if (token == JsonToken.START_OBJECT) {
        Fields fields = fields(json);
        if (fields.onlyOneElement()) {
          isElement = true;
        } else {
          enclose(member, field, fields.attributes());
        }
      } else if (token.isScalarValue()) {
        isElement = true;
        xml.append(member > begin ? " " : "");
        escaped(scalar(json), xml);
      } else {
        throw new MtConnectDocumentException(
            "\"%s\" is a list of lists".formatted(MtConnectDocumentException.cut(field)));
      }
    }
    // Version 1 has a list of its own around ComponentStream, and calls unnamed lists "list".
    if (isElement && !field.equals("ComponentStreams") && !field.equals("list")) {
      enclose(begin, field, "");
    }
  }

  private void text(JsonParser json, JsonToken value)
      throws IOException, MtConnectDocumentException {
    if (value == JsonToken.START_OBJECT) {
      entries(json, "Entry");
    } else if (value == JsonToken.START_ARRAY) {
      String space = "";
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        expect(token.isScalarValue(), json);
        xml.append(space);
        escaped(scalar(json), xml);
        space = " ";
      }
    } else if (value != JsonToken.VALUE_NULL) {
      escaped(scalar(json), xml);
    }
  }

  // {"a":1,"b":{"removed":true},"row":{"x":2}}: entries of a DATA_SET, or of a TABLE with its
  // cells.
  private void entries(JsonParser json, String element)
      throws IOException, MtConnectDocumentException {
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      StringBuilder attributes = new StringBuilder();
      attribute("key", json.currentName(), attributes);
      JsonToken value = json.nextToken();
      int begin = xml.length();
      if (value == JsonToken.START_OBJECT) {
        // A cell that is an object can only be a removed one.
        entries(json, "Cell");
        if (xml.substring(begin).equals("<Cell key=\"removed\">true</Cell>")) {
          xml.setLength(begin);
          attributes.append(" removed=\"true\"");
        }
      } else {
        expect(value.isScalarValue(), json);
        escaped(scalar(json), xml);
      }
      enclose(begin, element, attributes.toString());
    }
  }

  private void enclose(int begin, String name, String attributes)
      throws MtConnectDocumentException {
    if (!ELEMENT.matcher(name).matches()) {
      throw new MtConnectDocumentException(
          "The field \"%s\" can be no element".formatted(MtConnectDocumentException.cut(name)));
    }
    int colon = name.indexOf(':');
    String namespace =
        colon < 0
            ? ""
            : " xmlns:%s=\"urn:%s\"".formatted(name.substring(0, colon), name.substring(0, colon));
    xml.insert(begin, "<" + name + namespace + attributes + ">");
    xml.append("</").append(name).append('>');
    if (xml.length() > limits.bytes()) {
      throw new MtConnectDocumentException(
          "A JSON document needs more than the %d characters allowed".formatted(limits.bytes()));
    }
  }

  private static void attribute(String name, String value, StringBuilder attributes)
      throws MtConnectDocumentException {
    if (!ATTRIBUTE.matcher(name).matches()) {
      throw new MtConnectDocumentException(
          "The field \"%s\" can be no attribute".formatted(MtConnectDocumentException.cut(name)));
    }
    attributes.append(' ').append(name).append("=\"");
    escaped(value, attributes);
    attributes.append('"');
  }

  private static boolean isElement(String field) {
    return field.indexOf(':') > 0 || (!field.isEmpty() && Character.isUpperCase(field.charAt(0)));
  }

  // The agent writes 632 as 632.0, for its samples are doubles.
  private static String scalar(JsonParser json) throws IOException {
    String text = json.getText();
    return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && text.endsWith(".0")
        ? text.substring(0, text.length() - 2)
        : text;
  }

  private static void escaped(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\n', '\r', '\t' -> out.append("&#").append((int) c).append(';');
        // XML has no way to write the other control characters.
        default -> out.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? '\uFFFD' : c);
      }
    }
  }

  private static void expect(boolean met, JsonParser json) throws MtConnectDocumentException {
    if (!met) {
      throw new MtConnectDocumentException(
          "No MTConnect document in JSON: %s is not expected at %s"
              .formatted(
                  json.currentToken() == null ? "the end" : json.currentToken(),
                  json.currentLocation().offsetDescription()));
    }
  }
}

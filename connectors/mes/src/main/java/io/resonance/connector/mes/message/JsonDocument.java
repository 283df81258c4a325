package io.resonance.connector.mes.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;

/**
 * Writes B2MML as JSON, in the form of the schema AllSchemas.json of B2MML V0701: the outermost
 * element is the only member of an object, attributes are members with an @, the text of an element
 * with attributes is its member $, and what may be repeated is an array, also where it is not.
 */
final class JsonDocument implements B2mmlDocument {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> REPEATABLE =
      Set.of(
          "ActionCriteria",
          "ActionExpression",
          "Category",
          "Description",
          "MessageText",
          "OperationsEvent",
          "OperationsEventRecord",
          "OperationsRecordEntry",
          "PropertyMeasurement",
          "Source",
          "TestResult",
          "WorkAlert",
          "WorkAlertProperty");

  private final Map<String, Object> members = new LinkedHashMap<>();
  private final String name;

  private JsonDocument(String name) {
    this.name = name;
  }

  static String write(String root, Content content) throws XMLStreamException {
    JsonDocument document = new JsonDocument(root);
    document.attribute("releaseID", RELEASE);
    content.write(document);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName(root);
      write(json, document.members);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName((String) member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> array) {
      json.writeStartArray();
      for (Object item : array) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      json.writeString((String) value);
    }
  }

  @Override
  public void group(String element, Content content) throws XMLStreamException {
    JsonDocument child = new JsonDocument(element);
    content.write(child);
    add(element, child.members);
  }

  @Override
  public void element(String element, String value) {
    add(element, XmlText.legal(value));
  }

  @Override
  public void text(String element, String language, String value) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("@languageID", language);
    text.put("$", XmlText.legal(value));
    add(element, text);
  }

  @Override
  public void attribute(String attribute, String value) {
    members.put("@" + attribute, value);
  }

  private void add(String element, Object value) {
    // Value is repeatable in a WorkAlertProperty but not in a PropertyMeasurement, Category not in
    // a
    // WorkAlert
    boolean array =
        element.equals("Value")
            ? name.equals("WorkAlertProperty")
            : REPEATABLE.contains(element)
                && !(element.equals("Category") && name.equals("WorkAlert"));
    if (!array) {
      members.put(element, value);
      return;
    }
    @SuppressWarnings("unchecked") // only this method puts something under a repeatable name
    List<Object> all = (List<Object>) members.computeIfAbsent(element, first -> new ArrayList<>());
    all.add(value);
  }
}

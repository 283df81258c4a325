package io.resonance.connector.mes.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * A value for a node of an OPC UA server, as the payload of a message has it: JSON with the members
 * server, node and value.
 *
 * @param server id of the server in the plant file
 * @param node NodeId as {@code nsu=<namespace URI>;s=...}
 * @param value a Boolean, Integer, Double or String
 */
public record NodeValue(String server, String node, Object value) {

  private static final JsonFactory FACTORY = new JsonFactory();

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("server", server);
      json.writeStringField("node", node);
      json.writeFieldName("value");
      if (value instanceof Boolean truth) {
        json.writeBoolean(truth);
      } else if (value instanceof Integer number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else {
        json.writeString((String) value);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("Writing to memory failed", impossible);
    }
    return text.toString();
  }

  /**
   * Reads a payload.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static NodeValue read(String json) {
    String server = null;
    String node = null;
    Object value = null;
    try (JsonParser parser = FACTORY.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, json);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "server" -> server = parser.getText();
          case "node" -> node = parser.getText();
          case "value" -> value = value(parser, token);
          default -> parser.skipChildren();
        }
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("The payload is no JSON: " + json, malformed);
    }
    require(server != null && node != null && value != null, json);
    return new NodeValue(server, node, value);
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NUMBER_INT -> parser.getIntValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_STRING -> parser.getText();
      default -> null;
    };
  }

  private static void require(boolean right, String json) {
    if (!right) {
      throw new IllegalArgumentException("The payload lacks server, node or value: " + json);
    }
  }
}

package io.resonance.normalize.opcua;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Flattens the JSON of a structure (Part 6, 5.4): the names of fields within fields and the indexes
 * of arrays are joined by dots; a Variant is its value.
 */
final class FlatJson {

  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /** Puts every value under its full name; nulls are left out. */
  static void put(Map<String, String> fields, String name, String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      value(fields, name, parser);
    } catch (IOException e) {
      throw new UncheckedIOException("The source made JSON that is none: " + json, e);
    }
  }

  private static void value(Map<String, String> fields, String name, JsonParser parser)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      boolean variant = false;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("UaType")) {
          variant = true;
        } else {
          value(fields, variant && field.equals("Value") ? name : joined(name, field), parser);
        }
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        value(fields, joined(name, Integer.toString(i)), parser);
      }
    } else if (token != JsonToken.VALUE_NULL) {
      fields.put(name, parser.getText());
    }
  }

  private static String joined(String name, String field) {
    return name.isEmpty() ? field : name + "." + field;
  }
}

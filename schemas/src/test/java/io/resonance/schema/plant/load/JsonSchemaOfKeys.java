package io.resonance.schema.plant.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.schema.plant.load.KeyType.Section;

/** Writes the JSON Schema from the table of keys. */
final class JsonSchemaOfKeys {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NO_REFERENCE = "\\$\\{";

  private JsonSchemaOfKeys() {}

  static String write() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:resonance:schema:plant-file-0.1");
    schema.setAll(section(PlantFileKeys.TOP));
    schema.put(
        "$comment",
        "Written from the table of keys. What spans several keys or lies outside the file is found by `resonance check`.");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode section(Section section) {
    ObjectNode schema = JSON.objectNode();
    schema.put("title", section.title());
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    var required = JSON.arrayNode();
    ObjectNode properties = JSON.objectNode();
    for (Key key : section.keys()) {
      if (key.isRequired()) {
        required.add(key.name());
      }
      ObjectNode property = type(key.type());
      property.put("description", key.sentence());
      key.defaultValue()
          .ifPresent(spelled -> putDefault(property, spelled, (KeyType.Single) key.type()));
      properties.set(key.name(), property);
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.set("properties", properties);
    return schema;
  }

  private static void putDefault(ObjectNode property, String spelled, KeyType.Single type) {
    switch (type.scalar().shape()) {
      case WHOLE_NUMBER -> property.put("default", Integer.parseInt(spelled));
      case FLAG -> property.put("default", Boolean.parseBoolean(spelled));
      default -> property.put("default", spelled);
    }
  }

  private static ObjectNode type(KeyType type) {
    if (type instanceof Section section) {
      return section(section);
    }
    if (type instanceof KeyType.Single single) {
      return scalar(single.scalar());
    }
    ObjectNode schema = JSON.objectNode();
    if (type instanceof KeyType.ListOf list) {
      schema.put("type", "array").put("minItems", 1).set("items", type(list.item()));
    } else if (type instanceof KeyType.ClientProperties) {
      clientProperties(schema);
    } else {
      ObjectNode rule = JSON.objectNode().put("type", "object");
      ObjectNode value = anyText();
      value.set("not", pattern(NO_REFERENCE));
      rule.set("additionalProperties", value);
      schema.put("type", "object").set("additionalProperties", rule);
    }
    return schema;
  }

  private static void clientProperties(ObjectNode schema) {
    schema.put("type", "object");
    ObjectNode names = pattern(anchored(ClientPropertiesReader.NAME.pattern()));
    var reserved = JSON.arrayNode();
    ClientPropertiesReader.SET_BY_THE_JOB.stream().sorted().forEach(reserved::add);
    names.set("not", JSON.objectNode().set("enum", reserved));
    schema.set("propertyNames", names);
    ObjectNode secrets = JSON.objectNode();
    secrets.set(
        anchored(ClientPropertiesReader.SECRET_NAME.pattern()),
        pattern(anchored(SecretReference.PATTERN)).put("type", "string"));
    schema.set("patternProperties", secrets);
    ObjectNode plain = anyText();
    plain.put("pattern", "^(?:(?![\\s\\S]*\\$\\{)[\\s\\S]*|" + SecretReference.PATTERN + ")$");
    schema.set("additionalProperties", plain);
  }

  private static ObjectNode anyText() {
    ObjectNode schema = JSON.objectNode();
    schema.set("type", JSON.arrayNode().add("string").add("number").add("boolean"));
    return schema;
  }

  private static ObjectNode scalar(ScalarType type) {
    ObjectNode schema = JSON.objectNode();
    if (type instanceof ScalarType.Whole whole) {
      return schema
          .put("type", "integer")
          .put("minimum", whole.least())
          .put("maximum", whole.most());
    }
    if (type instanceof ScalarType.Flag) {
      return schema.put("type", "boolean");
    }
    schema.put("type", "string");
    if (type instanceof ScalarType.Choice choice) {
      var words = JSON.arrayNode();
      choice.words().forEach(words::add);
      return schema.set("enum", words);
    }
    schema.put("pattern", anchored(type.pattern()));
    if (!(type instanceof ScalarType.SecretText)) {
      schema.put("maxLength", ScalarType.LONGEST_TEXT);
      schema.set("not", pattern(NO_REFERENCE));
    }
    if (type instanceof ScalarType.Url url) {
      schema.set("examples", JSON.arrayNode().add(url.example()));
    }
    return schema;
  }

  private static ObjectNode pattern(String pattern) {
    return JSON.objectNode().put("pattern", pattern);
  }

  private static String anchored(String pattern) {
    return "^(?:" + pattern + ")$";
  }
}

package io.resonance.schema.plant.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema as an editor uses it. */
final class PublishedSchema {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(PublishedSchema.class.getResourceAsStream("/plant-file-0.1.schema.json"));

  private PublishedSchema() {}

  static Set<String> complaints(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode json = new ObjectMapper().valueToTree(tree);
    Set<String> complaints = new TreeSet<>();
    SCHEMA.validate(json).forEach(message -> complaints.add(message.toString()));
    return complaints;
  }
}

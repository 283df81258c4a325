package io.resonance.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What Helm rendered.
 *
 * @param text all of it
 * @param resources its documents
 */
record RenderedChart(String text, List<JsonNode> resources) {

  RenderedChart {
    resources = List.copyOf(resources);
  }

  List<JsonNode> ofKind(String kind) {
    return resources.stream().filter(resource -> kind.equals(kindOf(resource))).toList();
  }

  /** Kind and name of each resource, such as {@code Role/resonance}. */
  List<String> names() {
    return resources.stream()
        .map(resource -> kindOf(resource) + "/" + resource.at("/metadata/name").asText())
        .toList();
  }

  JsonNode plantJob() {
    return job("resonance-plant");
  }

  JsonNode mesDeliveryJob() {
    return job("resonance-mes-delivery");
  }

  private JsonNode job(String name) {
    return ofKind("FlinkDeployment").stream()
        .filter(job -> job.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No FlinkDeployment " + name + " in " + names()));
  }

  static String kindOf(JsonNode resource) {
    return resource.path("kind").asText();
  }
}

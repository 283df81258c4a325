package io.resonance.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What Kubernetes accepts: the CRD of the Flink operator, and the types of Kubernetes itself. Both
 * are read strictly, so that a misspelt field, which Kubernetes would silently drop, is an error.
 */
final class KubernetesSchemas {

  private static final String CRD = "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "PersistentVolumeClaim", PersistentVolumeClaim.class,
          "ServiceAccount", ServiceAccount.class,
          "Role", Role.class,
          "RoleBinding", RoleBinding.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "Deployment", Deployment.class,
          "Service", Service.class);

  private final JsonSchema flinkDeployment = flinkDeploymentSchema();
  private final ObjectMapper kubernetes = strictMapper();

  /** What is wrong with a resource, empty when nothing is. */
  List<String> problems(JsonNode resource) {
    String kind = RenderedChart.kindOf(resource);
    if (kind.equals("FlinkDeployment")) {
      return flinkDeployment.validate(resource).stream()
          .map(ValidationMessage::getMessage)
          .toList();
    }
    Class<?> type = TYPES.get(kind);
    if (type == null) {
      return List.of("There is no schema for the kind " + kind);
    }
    try {
      kubernetes.treeToValue(resource, type);
      return List.of();
    } catch (JsonProcessingException wrong) {
      return List.of(kind + ": " + wrong.getOriginalMessage());
    }
  }

  private static JsonSchema flinkDeploymentSchema() {
    try (InputStream crd = KubernetesSchemas.class.getClassLoader().getResourceAsStream(CRD)) {
      JsonNode schema =
          new YAMLMapper().readTree(crd).at("/spec/versions/0/schema/openAPIV3Schema");
      // This release of the operator's API is older than Flink 2.2.
      ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
      // The API server adds these three to every resource.
      ((ObjectNode) schema.get("properties"))
          .putObject("apiVersion")
          .put("const", "flink.apache.org/v1beta1");
      ((ObjectNode) schema.get("properties")).putObject("kind").put("type", "string");
      ((ObjectNode) schema.get("properties")).putObject("metadata").put("type", "object");
      refuseUnknownFields(schema);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void refuseUnknownFields(JsonNode schema) {
    if (schema instanceof ObjectNode node
        && node.has("properties")
        && !node.has("additionalProperties")) {
      node.put("additionalProperties", false);
    }
    schema.forEach(KubernetesSchemas::refuseUnknownFields);
  }

  private static ObjectMapper strictMapper() {
    return new ObjectMapper()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .setAnnotationIntrospector(
            new JacksonAnnotationIntrospector() {
              private static final long serialVersionUID = 1L;

              // The model's types keep unknown fields; here they shall be errors.
              @Override
              public Boolean hasAnySetter(Annotated annotated) {
                return false;
              }
            });
  }
}

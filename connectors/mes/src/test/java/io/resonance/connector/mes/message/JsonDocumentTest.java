package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.mes.message.MesMessages.Previous;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JSON in the form of AllSchemas.json of B2MML V0701. */
class JsonDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MesMessages messages =
      new MesMessages("p", MesMessaging.standard().withFormat(MesMessaging.Format.JSON));

  @Test
  void saysTheSameAsTheXml() throws Exception {
    MesMessage message =
        messages.compose(SampleRecords.violation("v-1", ViolationState.OPENED)).orElseThrow();
    JsonNode root = JSON.readTree(message.getPayload()).get("NotifyOperationsEvent");

    assertThat(message.getContentType()).isEqualTo("application/json");
    assertThat(root.get("@releaseID").textValue()).isEqualTo("V0701");
    assertThat(root.at("/ApplicationArea/BODID").textValue()).isEqualTo(message.getBodId());
    assertThat(
            root.at("/DataArea/Sync/ActionCriteria/0/ActionExpression/0/@actionCode").textValue())
        .isEqualTo("Add");
    assertThat(root.at("/DataArea/OperationsEvent/0/ID").textValue()).isEqualTo("v-1");
    assertThat(root.at("/DataArea/OperationsEvent/0/Description/0/$").textValue())
        .isEqualTo("Coolant too hot: Coolant too hot");
  }

  // the official schema is 1.5 MB with keywords validators disagree on, so what is held against it
  // is
  // what it says of members: their names, and which are arrays
  @Test
  void hasTheMembersAndArraysOfTheOfficialSchema() throws Exception {
    Path file =
        Path.of(System.getProperty("corpus.dir", "."), "b2mml", "Schema", "AllSchemas.json");
    assumeTrue(Files.exists(file), "the B2MML schemas of the corpus are not here");
    JsonNode schema = JSON.readTree(file.toFile());
    for (MesMessage message : everyKind()) {
      JsonNode root = JSON.readTree(message.getPayload());
      List<String> wrong = new ArrayList<>();
      compare("", root, schema, schema, wrong);

      assertThat(wrong).as(message.getPayload()).isEmpty();
    }
  }

  private List<MesMessage> everyKind() {
    Inference maintenance = SampleRecords.inference("i-3", "bearing", Evaluation.NotOK);
    maintenance.getModel().setTask("tool-wear");
    Violation violation = SampleRecords.violation("v-1", ViolationState.OPENED);
    violation.setContext(JobContext.newBuilder().setJob("4711").setPart("A-1").build());
    MesMessage event = messages.compose(violation).orElseThrow();
    return List.of(
        event,
        messages
            .compose(SampleRecords.inference("i-1", "wear", Evaluation.NotOK), Optional.empty())
            .orElseThrow(),
        messages
            .compose(
                SampleRecords.inference("i-2", "wear", Evaluation.OK),
                Optional.of(new Previous(Evaluation.NotOK, "i-1")))
            .orElseThrow(),
        messages.compose(maintenance, Optional.empty()).orElseThrow(),
        messages.flood(event, 1));
  }

  private static void compare(
      String at, JsonNode node, JsonNode definition, JsonNode schema, List<String> wrong) {
    JsonNode resolved = resolve(definition, schema);
    if (node.isArray() != resolved.path("type").asText().equals("array")) {
      wrong.add(at + (node.isArray() ? " is an array" : " is no array"));
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        compare(at + "[]", item, resolved.path("items"), schema, wrong);
      }
    } else if (node.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> i = node.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> member = i.next();
        JsonNode known = resolved.path("properties").path(member.getKey());
        if (known.isMissingNode()) {
          wrong.add(at + "/" + member.getKey() + " is not known");
        } else {
          compare(at + "/" + member.getKey(), member.getValue(), known, schema, wrong);
        }
      }
    }
  }

  private static JsonNode resolve(JsonNode definition, JsonNode schema) {
    JsonNode at = definition;
    while (true) {
      if (at.has("$ref")) {
        at = schema.at(at.get("$ref").textValue().substring(1));
      } else if (at.has("anyOf")) {
        // null, or what it really is
        at = at.get("anyOf").get(at.get("anyOf").size() - 1);
      } else {
        return at;
      }
    }
  }
}

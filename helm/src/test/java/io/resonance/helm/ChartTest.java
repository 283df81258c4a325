package io.resonance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart renders for the installations people have. */
class ChartTest {

  @TempDir private Path scratch;
  private Chart chart;

  @BeforeEach
  void needsHelm() {
    chart = Chart.withHelm(scratch);
  }

  @Test
  void lintsWithoutAComplaint() {
    assertThat(chart.lint().isFailed()).isFalse();
    assertThat(chart.lint().getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  @Test
  void rendersWhatADefaultInstallationNeeds() {
    assertThat(chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE).names())
        .containsExactlyInAnyOrder(
            "FlinkDeployment/resonance-plant",
            "FlinkDeployment/resonance-mes-delivery",
            "ConfigMap/resonance-plant",
            "PersistentVolumeClaim/resonance-state",
            "ServiceAccount/resonance",
            "Role/resonance",
            "RoleBinding/resonance",
            "NetworkPolicy/resonance",
            "PodDisruptionBudget/resonance-plant-jobmanager",
            "PodDisruptionBudget/resonance-plant-taskmanager",
            "PodDisruptionBudget/resonance-mes-delivery-jobmanager",
            "PodDisruptionBudget/resonance-mes-delivery-taskmanager");
  }

  @Test
  void startsTheTwoJobsFromTheImage() {
    RenderedChart rendered = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE);

    assertThat(rendered.plantJob().at("/spec/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/resonance-plant-job.jar");
    assertThat(rendered.plantJob().at("/spec/job/entryClass").asText())
        .isEqualTo("io.resonance.job.plant.PlantJob");
    assertThat(rendered.plantJob().at("/spec/job/args").toString())
        .isEqualTo("[\"--plant\",\"/etc/resonance/plant.yaml\"]");
    assertThat(rendered.mesDeliveryJob().at("/spec/job/jarURI").asText())
        .isEqualTo("local:///opt/flink/usrlib/resonance-mes-delivery-job.jar");
    assertThat(rendered.mesDeliveryJob().at("/spec/job/entryClass").asText())
        .isEqualTo("io.resonance.job.mes.MesDeliveryJob");
  }

  @Test
  void putsThePlantFileIntoTheConfigMapAsItIs() {
    RenderedChart rendered = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE);

    assertThat(rendered.ofKind("ConfigMap").get(0).at("/data/plant.yaml").asText())
        .isEqualTo(Chart.PLAIN_PLANT_FILE);
  }

  @Test
  void mountsRulePacksBesideThePlantFileAndUpgradesTheJobsWhenTheyChange() {
    RenderedChart rendered =
        chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, rulePacks("pack: {id: a}"));
    RenderedChart changed =
        chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, rulePacks("pack: {id: b}"));

    assertThat(rendered.ofKind("ConfigMap").get(1).at("/data/quality.yaml").asText())
        .isEqualTo("pack: {id: a}");
    for (JsonNode job : rendered.ofKind("FlinkDeployment")) {
      assertThat(job.at("/spec/podTemplate/spec/containers/0/volumeMounts").toString())
          .contains("/etc/resonance/rules");
      assertThat(job.at("/spec/podTemplate/spec/volumes").toString()).contains("resonance-rules");
    }
    String sum = "/spec/podTemplate/metadata/annotations/checksum~1rules";
    assertThat(rendered.plantJob().at(sum).asText())
        .hasSize(64)
        .isNotEqualTo(changed.plantJob().at(sum).asText());
  }

  private static String rulePacks(String text) {
    return "rulePacks: {quality.yaml: '" + text + "'}";
  }

  @Test
  void upgradesTheJobsWhenThePlantFileChanges() {
    String sum = "/spec/podTemplate/metadata/annotations/checksum~1plant-file";
    JsonNode before = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE).plantJob();
    JsonNode after = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE + "\n").plantJob();

    assertThat(before.at(sum).asText()).hasSize(64).isNotEqualTo(after.at(sum).asText());
  }

  @Test
  void rendersTheMinimalInstallation() {
    RenderedChart rendered = chart.template(example("minimal"));

    assertThat(rendered.names())
        .containsExactlyInAnyOrder(
            "FlinkDeployment/resonance-plant",
            "PersistentVolumeClaim/resonance-state",
            "ServiceAccount/resonance",
            "Role/resonance",
            "RoleBinding/resonance");
    assertThat(rendered.plantJob().at("/spec/flinkConfiguration").has("high-availability.type"))
        .isFalse();
    assertThat(volume(rendered.plantJob(), "plant-file").at("/configMap/name").asText())
        .isEqualTo("my-plant");
  }

  @Test
  void rendersTheHighlyAvailableInstallation() {
    RenderedChart rendered =
        chart.templateWithPlantFile(plantFileInS3(), example("high-availability"));
    JsonNode spec = rendered.plantJob().get("spec");

    assertThat(spec.at("/jobManager/replicas").asInt()).isEqualTo(2);
    assertThat(spec.at("/job/upgradeMode").asText()).isEqualTo("last-state");
    JsonNode settings = spec.get("flinkConfiguration");
    assertThat(settings.get("high-availability.type").asText()).isEqualTo("kubernetes");
    assertThat(settings.get("high-availability.storageDir").asText())
        .isEqualTo("s3://acme-resonance/plant/ha");
    assertThat(settings.get("execution.checkpointing.dir").asText())
        .isEqualTo("s3://acme-resonance/plant/checkpoints");
    assertThat(settings.get("s3.path.style.access").asText()).isEqualTo("true");
    assertThat(rendered.names())
        .contains("PodMonitor/resonance", "PrometheusRule/resonance")
        .doesNotContain("PersistentVolumeClaim/resonance-state");
  }

  @Test
  void rendersOnlyWhatKubernetesAccepts() {
    KubernetesSchemas schemas = new KubernetesSchemas();
    List<RenderedChart> installations =
        List.of(
            chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE),
            chart.template(example("minimal")),
            chart.templateWithPlantFile(plantFileInS3(), example("high-availability")),
            chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, example("mes-callbacks")));

    for (RenderedChart rendered : installations) {
      for (JsonNode resource : rendered.resources()) {
        if (!resource.at("/apiVersion").asText().startsWith("monitoring.coreos.com/")) {
          assertThat(schemas.problems(resource)).as(resource.toPrettyString()).isEmpty();
        }
      }
    }
  }

  @Test
  void wouldNoticeAFieldThatKubernetesDoesNotKnow() {
    KubernetesSchemas schemas = new KubernetesSchemas();
    RenderedChart rendered = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE);
    ((ObjectNode) rendered.plantJob().at("/spec/job")).put("upgradeMod", "savepoint");
    JsonNode budget = rendered.ofKind("PodDisruptionBudget").get(0);
    ((ObjectNode) budget.get("spec")).put("maxUnavailables", 1);

    assertThat(schemas.problems(rendered.plantJob()))
        .singleElement()
        .asString()
        .contains("upgradeMod");
    assertThat(schemas.problems(budget)).singleElement().asString().contains("maxUnavailables");
  }

  @Test
  void givesPodsNoPrivilegeTheyDoNotNeed() {
    RenderedChart rendered = chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE);

    for (JsonNode job : rendered.ofKind("FlinkDeployment")) {
      JsonNode pod = job.at("/spec/podTemplate/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      JsonNode container = pod.at("/containers/0");
      assertThat(container.get("name").asText()).isEqualTo("flink-main-container");
      assertThat(container.at("/securityContext").toString())
          .isEqualTo(
              "{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,\"capabilities\":{\"drop\":[\"ALL\"]}}");
    }
  }

  @Test
  void mountsSecretsByNameAndRendersNone() {
    RenderedChart rendered =
        chart.templateWithPlantFile(plantFileInS3(), example("high-availability"));

    assertThat(rendered.ofKind("Secret")).isEmpty();
    assertThat(
            volume(rendered.plantJob(), "secrets").at("/projected/sources/0/secret/name").asText())
        .isEqualTo("resonance-secrets");
    assertThat(volume(rendered.plantJob(), "pki-own").at("/secret/secretName").asText())
        .isEqualTo("resonance-pki-own");
    assertThat(rendered.plantJob().at("/spec/podTemplate/spec/containers/0/envFrom").toString())
        .isEqualTo("[{\"secretRef\":{\"name\":\"resonance-environment\"}}]");
    // Only the plant job talks to machines.
    assertThat(rendered.mesDeliveryJob().toString()).doesNotContain("resonance-pki-own");
  }

  @Test
  void givesTheDeliveryJobTheCertificatesWhereItWritesNodes() {
    RenderedChart rendered =
        chart.templateWithPlantFile(
            plantFileInS3(), example("high-availability") + "\nmesDelivery: {opcua: true}\n");

    assertThat(volume(rendered.mesDeliveryJob(), "pki-own").at("/secret/secretName").asText())
        .isEqualTo("resonance-pki-own");
  }

  @Test
  void mountsEveryVolumeItDeclaresAndDeclaresEveryVolumeItMounts() {
    RenderedChart rendered =
        chart.templateWithPlantFile(plantFileInS3(), example("high-availability"));

    for (JsonNode job : rendered.ofKind("FlinkDeployment")) {
      JsonNode pod = job.at("/spec/podTemplate/spec");
      assertThat(namesOf(pod.at("/containers/0/volumeMounts")))
          .containsExactlyInAnyOrderElementsOf(namesOf(pod.at("/volumes")));
    }
  }

  @Test
  void takesTheAnswersOfTheMesWhereThatIsAskedFor() {
    RenderedChart rendered =
        chart.templateWithPlantFile(Chart.PLAIN_PLANT_FILE, example("mes-callbacks"));

    JsonNode deployment = rendered.ofKind("Deployment").get(0);
    JsonNode pod = deployment.at("/spec/template/spec");
    assertThat(pod.at("/containers/0/command").toString())
        .contains("resonance-mes-delivery-job.jar", "io.resonance.job.mes.AnswerCallbacks");
    assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(namesOf(pod.at("/containers/0/volumeMounts")))
        .containsExactlyInAnyOrderElementsOf(namesOf(pod.at("/volumes")))
        .contains("secrets", "tls");
    JsonNode service = rendered.ofKind("Service").get(0);
    assertThat(service.at("/spec/selector")).isEqualTo(deployment.at("/spec/selector/matchLabels"));
    assertThat(rendered.ofKind("NetworkPolicy").get(0).at("/spec/ingress/3/ports/0/port").asInt())
        .isEqualTo(8443);
  }

  @Test
  void keepsTheNamesOfFlinkClustersWithin45Characters() {
    String longest = "a-release-name-as-long-as-helm-permits-it-to-be-at-all";

    assertThat(chart.named(longest.substring(0, 53)).ofKind("FlinkDeployment"))
        .extracting(job -> job.at("/metadata/name").asText())
        .containsExactlyInAnyOrder(
            "a-release-name-as-long-as-helm-plant", "a-release-name-as-long-as-helm-mes-delivery")
        .allMatch(name -> name.length() <= 45);
  }

  private static String plantFileInS3() {
    return Chart.PLAIN_PLANT_FILE.replace("file:///var/lib/resonance", "s3://acme-resonance")
        + "mes: {url: \"https://mes\", token: \"${file:/run/secrets/resonance/mes-token}\"}\n"
        + "registry: {url: \"https://registry\", password: \"${env:REGISTRY}\"}\n";
  }

  private static String example(String name) {
    return ProjectFiles.read(ProjectFiles.CHART.resolve("ci/" + name + "-values.yaml"));
  }

  private static JsonNode volume(JsonNode job, String name) {
    return StreamSupport.stream(job.at("/spec/podTemplate/spec/volumes").spliterator(), false)
        .filter(volume -> volume.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No volume " + name));
  }

  private static List<String> namesOf(JsonNode list) {
    return list.findValuesAsText("name").stream()
        .filter(name -> !name.startsWith("resonance-"))
        .toList();
  }
}

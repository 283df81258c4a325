package io.resonance.job.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.registry.PlantKafkaSink;
import io.resonance.schema.start.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State is found again by uid: a uid that changes loses its state in every plant. */
class OperatorUidTest {

  private static final Set<String> RELEASED =
      Set.of(
          "source-opcua",
          "route-opcua",
          "source-mtconnect",
          "route-mtconnect",
          "normalize",
          "conform",
          "source-kafka-control",
          "decode-control",
          "track-violations",
          "infer-window",
          "infer",
          "track-sessions",
          "conform-inferences",
          "compose-violations",
          "compose-inferences",
          "limit-mes-messages",
          "encode-batches",
          "encode-violations",
          "encode-violation-states",
          "encode-control-answers",
          "encode-shadow-differences",
          "encode-inferences",
          "encode-sessions",
          "encode-audit",
          "encode-health",
          "encode-mes-messages",
          "encode-dead-letters",
          "sink-kafka");

  private static final String PLANT =
      """
      resonance: 1
      plant: {id: p, enterprise: E, site: S}
      profile: {id: mdr-profile-0.1}
      kafka: {bootstrap: "127.0.0.1:9092", prefix: p, partitions: 1, replication: 1}
      registry: {url: "http://127.0.0.1:8081"}
      mes: {url: "http://127.0.0.1:8083/b2mml"}
      checkpoints: {folder: checkpoints, interval: 1s}
      opcua:
        application-uri: urn:test
        pki: pki
        servers:
          - {id: server, url: "opc.tcp://127.0.0.1:4840", security-policy: Basic256Sha256, security-mode: sign-and-encrypt}
      mtconnect:
        agents:
          - {id: agent, url: "http://127.0.0.1:5000"}
      equipment:
        - id: A
          path: A
          category: machine-tool
          properties:
            - {property: spindle-speed, endpoint: server, address: "nsu=urn:a;s=b"}
        - {id: B, path: B, category: machine-tool, devices: [{agent: agent}]}
      """;

  @TempDir Path folder;

  @Test
  void areThoseOfTheRelease() throws Exception {
    assertThat(uids()).containsExactlyInAnyOrderElementsOf(RELEASED);
  }

  @Test
  void standInTheReadme() throws Exception {
    String readme = Files.readString(Path.of("../../README.md"));
    assertThat(RELEASED).allSatisfy(uid -> assertThat(readme).contains("`" + uid + "`"));
  }

  private Set<String> uids() throws Exception {
    Files.createDirectories(folder.resolve("pki"));
    PlantFile plant = PlantRun.load(Files.writeString(folder.resolve("plant.yaml"), PLANT));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.configure(JobSettings.of(plant, env.getConfiguration(), PlantJob.NAME));
    Map<Topic, Integer> ids = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      ids.put(topic, 1);
    }
    PlantEncodings encodings =
        new PlantEncodings(plant.kafka(), ids, Profile.load(plant.profile().id()));
    PlantPipeline.wire(
        env,
        plant,
        PlantSources.of(plant),
        encodings,
        PlantKafkaSink.of(plant.kafka(), "test", encodings.ofSink()));
    // Flink names the two operators of a sink after its uid: the writer as it is, the committer
    // with a prefix.
    Set<String> uids = new TreeSet<>();
    env.getStreamGraph()
        .getStreamNodes()
        .forEach(node -> uids.add(node.getTransformationUID().replace("Sink Committer: ", "")));
    return uids;
  }
}

package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when something is wrong, and what goes on nevertheless. */
class OpcUaTroubleITCase {

  @TempDir Path folder;

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.toList();
    }
  }

  @Test
  void saysHowToTrustAServerWhoseCertificateIsUnknown() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      Path pki = Path.of(plant.identity.pkiFolder());
      Files.delete(pki.resolve("trusted").resolve("server.der"));
      OpcUaEndpoint endpoint = plant.endpoint(plant.server.port()).build();

      OpcUaEndpointProbe.Result result = OpcUaEndpointProbe.check(endpoint, plant.identity);

      assertThat(result.problems())
          .singleElement()
          .asString()
          .startsWith("OPC UA endpoint mill (opc.tcp://127.0.0.1:")
          .contains("is not trusted", "It was written to " + pki.resolve("rejected"));
      assertThat(files(pki.resolve("rejected"))).hasSize(1);

      // the one command of the message is enough
      Matcher command =
          Pattern.compile("resonance opcua trust --pki (\\S+) ([0-9a-f]{40})")
              .matcher(result.problems().get(0));
      assertThat(command.find()).isTrue();
      OpcUaTrust.in(Path.of(command.group(1))).trust(command.group(2));
      assertThat(OpcUaEndpointProbe.check(endpoint, plant.identity).problems()).isEmpty();
    }
  }

  @Test
  void saysWhoMustTrustWhomWhenTheServerRefusesUs() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      Files.delete(plant.server.pki().resolve("trusted").resolve("client.der"));
      OpcUaEndpoint endpoint = plant.endpoint(plant.server.port()).build();

      assertThat(OpcUaEndpointProbe.check(endpoint, plant.identity).problems())
          .singleElement()
          .asString()
          .contains("refused our certificate", "certificate.pem", "urn:test:client");
    }
  }

  @Test
  void namesTheSecurityAServerDoesNotOffer() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      OpcUaEndpoint endpoint =
          plant.endpoint(plant.server.port()).security(OpcUaSecurity.NONE).build();

      assertThat(OpcUaEndpointProbe.check(endpoint, plant.identity).problems())
          .singleElement()
          .asString()
          .contains("offers no None", "SignAndEncrypt Basic256Sha256");
    }
  }

  @Test
  void logsInWithAPasswordAndSaysSoWhenItIsWrong() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b.user("operator", "right"))) {
      OpcUaEndpoint.Builder endpoint = plant.endpoint(plant.server.port());

      OpcUaEndpoint good =
          endpoint.userToken(OpcUaUserToken.password("operator", () -> "right")).build();
      assertThat(OpcUaEndpointProbe.check(good, plant.identity).problems()).isEmpty();

      OpcUaEndpoint bad =
          endpoint.userToken(OpcUaUserToken.password("operator", () -> "wrong")).build();
      assertThat(OpcUaEndpointProbe.check(bad, plant.identity).problems())
          .singleElement()
          .asString()
          .contains("refused the user", "operator")
          .doesNotContain("wrong");
    }
  }

  @Test
  void failsTheJobWithThatMessageWhenItWasNeverTrusted() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      Files.delete(Path.of(plant.identity.pkiFolder(), "trusted", "server.der"));
      OpcUaEndpoint endpoint = plant.endpoint(plant.server.port()).build();
      Configuration noRestart = new Configuration();
      noRestart.setString("restart-strategy.type", "none");
      try (RunningJob job = new RunningJob(plant.source(endpoint), noRestart)) {
        ExecutionException failure = awaitFailure(job);
        assertThat(ExceptionUtils.stringifyException(failure))
            .contains("is not trusted", "resonance opcua trust");
      }
    }
  }

  private static ExecutionException awaitFailure(RunningJob job) throws Exception {
    try {
      job.client.getJobExecutionResult().get(30, java.util.concurrent.TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return e;
    }
    throw new AssertionError("the job did not fail");
  }

  @Test
  void goesOnWithTheOtherNodesAndTheOtherEndpoints() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b)) {
      OpcUaEndpoint endpoint =
          plant
              .endpoint(plant.server.port())
              .item("nsu=" + TestPlant.NAMESPACE + ";s=noSuchNode")
              .item("nsu=urn:no:such:namespace;s=speed")
              .build();
      OpcUaEndpoint unreachable =
          OpcUaEndpoint.builder("gone", "opc.tcp://127.0.0.1:1/gone").item("nsu=urn:x;s=y").build();
      OpcUaSource source =
          OpcUaSource.builder()
              .endpoint(unreachable)
              .endpoint(endpoint)
              .identity(plant.identity)
              .build();
      assertThat(OpcUaEndpointProbe.check(unreachable, plant.identity).problems())
          .singleElement()
          .asString()
          .contains("gone", "opc.tcp://127.0.0.1:1/gone");
      try (RunningJob job = new RunningJob(source, new Configuration())) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !job.collected.descriptions.isEmpty());
        plant.produce(1);
        await().until(() -> job.collected.values.size() == 3);
        assertThat(job.collected.faults)
            .extracting(OpcUaItemFault::statusCode)
            .containsOnly(0x80340000)
            .hasSize(2);
        assertThat(job.collected.gaps).anyMatch(g -> g.reason() == OpcUaGapReason.UNREACHABLE);
        assertThat(job.collected.securities)
            .singleElement()
            .satisfies(
                security -> {
                  assertThat(security.protection())
                      .isEqualTo("Aes256_Sha256_RsaPss SignAndEncrypt");
                  assertThat(security.weaknesses()).isEmpty();
                  assertThat(security.serverCertificateEnd().orElseThrow())
                      .isGreaterThan(security.at());
                });
      }
    }
  }

  @Test
  void declaresWhatAServerWithoutHistoryLostInARestart() throws Exception {
    try (TestPlant plant = new TestPlant(folder, b -> b.withoutHistory())) {
      OpcUaEndpoint endpoint = plant.endpoint(plant.server.port()).build();
      try (RunningJob job = new RunningJob(plant.source(endpoint), new Configuration())) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !job.collected.descriptions.isEmpty());
        plant.produce(1);
        await().until(() -> job.collected.values.size() == 3);
        plant.server.stop();
        plant.produce(2);
        plant.produce(3);
        plant.server.start();
        await()
            .atMost(Duration.ofSeconds(25))
            .until(
                () -> job.collected.gaps.stream().anyMatch(g -> g.phase() == OpcUaGap.Phase.LOST));
        plant.produce(4);
        // the last value before the restart is seen again as the first one of the new subscription
        await().until(() -> job.collected.values.size() == 9);
        OpcUaGap lost = job.collected.gaps.get(job.collected.gaps.size() - 1);
        for (String value : plant.produced) {
          if (!job.collected.values.contains(value)) {
            long time = Long.parseLong(value.substring(value.indexOf('@') + 1));
            assertThat(time)
                .isBetween(lost.fromNanos().orElseThrow(), lost.toNanos().orElseThrow());
          }
        }
      }
    }
  }
}

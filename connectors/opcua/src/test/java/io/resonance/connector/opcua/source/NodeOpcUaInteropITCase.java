package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.resonance.connector.opcua.client.TestIdentity;
import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source against a server that is not Milo's: values, units, security, history, restart. */
class NodeOpcUaInteropITCase {

  private static final String NODE = "nsu=urn:test:node;s=";
  private static final List<String> VARIABLES =
      List.of("speed", "state", "mode", "vector", "matrix", "text", "part");

  @TempDir Path folder;
  private NodeOpcUaServer server;
  private TcpFaultProxy proxy;
  private OpcUaIdentity identity;

  @BeforeEach
  void start() throws Exception {
    server = new NodeOpcUaServer(folder.resolve("server"));
    proxy = TcpFaultProxy.to(server.port());
    identity = OpcUaIdentity.selfSigned("urn:test:client", folder.resolve("client").toString());
    TestIdentity.create(identity);
    Files.copy(
        Path.of(identity.pkiFolder(), "own", "certificate.der"),
        server.trusted().resolve("client.der"));
    Files.write(Path.of(identity.pkiFolder(), "trusted", "server.der"), server.certificate());
  }

  @AfterEach
  void stop() throws Exception {
    if (proxy != null) {
      proxy.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private OpcUaEndpoint endpoint(Duration sampling) {
    return OpcUaEndpoint.builder("node", "opc.tcp://127.0.0.1:" + proxy.port() + "/node")
        .publishingInterval(Duration.ofMillis(100))
        .samplingInterval(sampling)
        .queueSize(1_000)
        .surviveOutage(Duration.ofSeconds(60))
        .items(VARIABLES.stream().map(name -> NODE + name).toList())
        .build();
  }

  /** A job that is told of each value that is set. */
  private RunningJob job() throws Exception {
    return job(Duration.ZERO);
  }

  /** Another interval than zero is a timer in the server, which may miss some. */
  private RunningJob job(Duration sampling) throws Exception {
    OpcUaSource source =
        OpcUaSource.builder().endpoint(endpoint(sampling)).identity(identity).build();
    return new RunningJob(source, new Configuration());
  }

  private static void awaitDescribed(RunningJob job) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> job.collected.descriptions.size() >= VARIABLES.size());
  }

  private static OpcUaItemDescription description(RunningJob job, String name) {
    return job.collected.descriptions.stream()
        .filter(d -> d.nodeId().equals(NODE + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void readsValuesAndDescriptionsOverAnEncryptedConnection() throws Exception {
    // node-opcua tells of structures only what a timer finds
    try (RunningJob job = job(Duration.ofMillis(50))) {
      ReceivedValues received = new ReceivedValues(job.collected.batches);
      awaitDescribed(job);
      server.command("others");
      server.command("speed 1500.5");
      server.command("state 1");
      OpcUaItemDescription speed = description(job, "speed");
      assertThat(speed.unit().orElseThrow().code()).isEqualTo("RPM");
      assertThat(speed.euRange()).contains(new OpcUaRange(0, 12_000));
      assertThat(speed.instrumentRange()).contains(new OpcUaRange(0, 15_000));
      assertThat(speed.definition()).isEqualTo("by encoder");
      assertThat(speed.valuePrecision()).hasValue(0.5);
      assertThat(description(job, "state").enumTexts()).isEqualTo(Map.of(0L, "Idle", 1L, "Busy"));
      assertThat(description(job, "mode").enumTexts()).isEqualTo(Map.of(0L, "Idle", 1L, "Auto"));
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(received.awaitGood("speed").bits())
                      .isEqualTo(Double.doubleToRawLongBits(1_500.5)));
      assertThat(received.awaitGood("mode").bits()).isEqualTo(1);
      assertThat(received.awaitGood("vector").object())
          .isEqualTo(
              new long[] {Double.doubleToRawLongBits(1.5), Double.doubleToRawLongBits(Double.NaN)});
      assertThat(received.awaitGood("matrix").object())
          .isEqualTo(new OpcUaMatrix(List.of(2, 2), new long[] {1, 2, 3, 4}));
      assertThat(received.awaitGood("text").object()).isEqualTo(new OpcUaLocalizedText("de", "Öl"));
      assertThat(received.awaitGood("part").object())
          .isEqualTo(
              "{\"UaTypeId\":\"nsu=urn:test:node;i=3002\",\"Serial\":\"S-1\",\"Mode\":\"Auto_1\","
                  + "\"Weights\":[0.5,2.0],\"Count\":\"4294967301\"}");
      server.command("bad");
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> received.latest("speed").orElseThrow().statusCode() == 0x808C0000);
    }
  }

  @Test
  void healsAKilledConnectionAndReadsOnAfterARestartOfTheServer() throws Exception {
    try (RunningJob job = job()) {
      awaitDescribed(job);
      List<Double> produced = new ArrayList<>();
      produce(produced, 1, 20);
      awaitAll(job, produced);
      proxy.cut();
      produce(produced, 21, 60);
      proxy.restore();
      produce(produced, 61, 80);
      awaitAll(job, produced);
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> phases(job).contains(OpcUaGap.Phase.HEALED));
      // though node-opcua sends the latest values once more when a session goes on
      assertNothingTwice(job);

      server.kill();
      server.start();
      // its memory is gone and with it what could prove that nothing is missing
      await().atMost(Duration.ofSeconds(60)).until(() -> phases(job).contains(OpcUaGap.Phase.LOST));
      produce(produced, 81, 90);
      awaitAll(job, produced);
    }
  }

  @Test
  void fillsAnOutageFromTheHistoryOfAServerThatForgotTheSubscription() throws Exception {
    try (RunningJob job = job()) {
      awaitDescribed(job);
      List<Double> produced = new ArrayList<>();
      produce(produced, 1, 20);
      awaitAll(job, produced);
      proxy.cut();
      server.command("forget");
      // more than two pages of history
      long start = System.currentTimeMillis();
      server.command("burst 21-2520");
      IntStream.rangeClosed(21, 2_520).forEach(i -> produced.add((double) i));
      proxy.restore();
      awaitAll(job, produced);
      produce(produced, 2_521, 2_540);
      awaitAll(job, produced);
      assertThat(speeds(job)).isSorted();
      assertNothingTwice(job);
      assertThat(job.collected.backfilled).filteredOn(v -> v.contains("speed")).hasSize(2_500);
      // only speed has a history; what the others lost meanwhile is declared and nothing else
      assertThat(gap(job, OpcUaGap.Phase.LOST).nodeIds())
          .doesNotContain(NODE + "speed")
          .hasSize(VARIABLES.size() - 1);
      OpcUaGap healed = gap(job, OpcUaGap.Phase.HEALED);
      assertThat(healed.nodeIds()).as("all the others").isEmpty();
      assertThat(healed.fromNanos().orElseThrow()).isLessThanOrEqualTo(start * 1_000_000);
    }
  }

  @Test
  void givesNothingTwiceWhenTheJobFailsAndTakesTheSubscriptionOver() throws Exception {
    try (RunningJob job = job()) {
      awaitDescribed(job);
      List<Double> produced = new ArrayList<>();
      produce(produced, 1, 20);
      awaitAll(job, produced);
      int checkpoints = job.collected.checkpoints.size();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> job.collected.checkpoints.size() > checkpoints + 1);
      job.collected.failNow.set(true);
      produce(produced, 21, 40);
      await().atMost(Duration.ofSeconds(60)).until(() -> !job.collected.restores.isEmpty());
      produce(produced, 41, 60);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> values(job, "speed").size() >= produced.size() + 1);
      assertNothingTwice(job);
      assertThat(job.collected.gaps).noneMatch(gap -> gap.phase() == OpcUaGap.Phase.LOST);
    }
  }

  private static OpcUaGap gap(RunningJob job, OpcUaGap.Phase phase) {
    List<OpcUaGap> gaps = job.collected.gaps.stream().filter(g -> g.phase() == phase).toList();
    assertThat(gaps).hasSize(1);
    return gaps.get(0);
  }

  private static List<String> values(RunningJob job, String name) {
    return job.collected.values.stream().filter(v -> v.startsWith(NODE + name + "@")).toList();
  }

  /** Node and source time, for those that have one. */
  private static void assertNothingTwice(RunningJob job) {
    assertThat(job.collected.values)
        .filteredOn(v -> !v.endsWith("@" + OpcUaBatch.ABSENT))
        .doesNotHaveDuplicates();
  }

  private void produce(List<Double> produced, int from, int to) throws Exception {
    for (int i = from; i <= to; i++) {
      server.command("speed " + i);
      produced.add((double) i);
    }
  }

  private static void awaitAll(RunningJob job, List<Double> produced) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(speeds(job)).containsOnlyOnceElementsOf(produced));
  }

  private static List<Double> speeds(RunningJob job) {
    List<Double> speeds = new ArrayList<>();
    for (OpcUaBatch batch : job.collected.batches) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.nodeId(i).endsWith("speed") && batch.isNumeric(i)) {
          speeds.add(batch.doubleValue(i));
        }
      }
    }
    return speeds;
  }

  private static List<OpcUaGap.Phase> phases(RunningJob job) {
    return job.collected.gaps.stream().map(OpcUaGap::phase).toList();
  }
}

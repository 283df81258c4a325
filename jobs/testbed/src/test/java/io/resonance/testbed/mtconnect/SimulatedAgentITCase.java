package io.resonance.testbed.mtconnect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.recording.AgentFeed;
import io.resonance.testbed.mtconnect.recording.ShdrRecording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a simulated agent answers, seen by a plain HTTP client. */
class SimulatedAgentITCase {
  private static final Path CORPUS = Path.of(System.getProperty("corpus.dir"), "mtconnect");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 3);

  @ParameterizedTest
  @CsvSource({
    "1.0.1, MTConnectError_1.0.xsd, <Error errorCode=\"OUT_OF_RANGE\">",
    "1.3.0.17, MTConnectError_1.3_1.0.xsd, <Error errorCode=\"OUT_OF_RANGE\">",
    "2.7.0.1, MTConnectError_2.7_1.0.xsd, <OutOfRange><QueryParameter name=\"from\">"
  })
  void saysErrorsAsItsVersionDoes(String version, String schema, String error) throws Exception {
    try (SimulatedAgent agent = lathe.agent().version(version).start()) {
      HttpResponse<byte[]> refused = get(agent, "/sample?from=99999");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(text(refused)).contains(error);
      assumeTrue(Files.isDirectory(CORPUS), "needs the corpus");
      SchemaFactory.newDefaultInstance()
          .newSchema(CORPUS.resolve("xsd").resolve(schema).toFile())
          .newValidator()
          .validate(new StreamSource(new ByteArrayInputStream(refused.body())));
    }
  }

  @Test
  void refusesAsTheReferenceAgentDoes() throws Exception {
    try (SimulatedAgent agent = lathe.agent().version("2.6.0.1").bufferSize(100).start()) {
      assertThat(text(get(agent, "/sample?from=99999")))
          .contains("<OutOfRange errorCode=\"OUT_OF_RANGE\"><QueryParameter name=\"from\">");
      assertThat(get(agent, "/sample?from=abc").statusCode()).isEqualTo(400);
      assertThat(text(get(agent, "/sample?count=101"))).contains("must be less than 101");
      assertThat(text(get(agent, "/nobody/current"))).contains("errorCode=\"NO_DEVICE\"");
      assertThat(get(agent, "/nobody/current").statusCode()).isEqualTo(404);
      assertThat(text(get(agent, "/current?path=//Broken%5B"))).contains("INVALID_XPATH");
      assertThat(text(get(agent, "/asset/nope"))).contains("ASSET_NOT_FOUND");
      assertThat(get(agent, "/nothing/here/at/all").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void filtersByDeviceAndPath() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start()) {
      agent.add(lathe.step(Instant.now()).get(0));
      String linear = text(get(agent, "/lathe-1/current?path=//Linear%5B@name=%22X%22%5D"));
      assertThat(linear).contains("lathe-1_xpos", "lathe-1_xload").doesNotContain("_zpos");
      assertThat(text(get(agent, "/uuid-1/probe"))).contains("uuid=\"uuid-1\"");
      assertThat(text(get(agent, "/sample?count=3&path=//Path")).split("sequence=")).hasSize(4);
    }
  }

  @Test
  void foldsConditionsAndDataSetsOfACurrentRequestEvenBeyondItsBuffer() throws Exception {
    try (SimulatedAgent agent = SimulatedAgent.builder().bufferSize(4).start()) {
      condition(agent, "Fault", "A");
      condition(agent, "Warning", "B");
      set(agent, "", "<Entry key=\"a\">1</Entry><Entry key=\"b\">2</Entry>");
      condition(agent, "Normal", "A");
      set(agent, "", "<Entry key=\"b\" removed=\"true\"/><Entry key=\"c\">3</Entry>");
      for (int i = 0; i < 4; i++) {
        agent.add(observation("e", "Events", "<Line dataItemId=\"e\"", ">" + i + "</Line>"));
      }
      String state = text(get(agent, "/current"));
      assertThat(state)
          .contains("nativeCode=\"B\"", "<Entry key=\"a\">1</Entry><Entry key=\"c\">3</Entry>")
          .contains(">3</Line>")
          .doesNotContain("nativeCode=\"A\"", "key=\"b\"", ">2</Line>");
      set(agent, " resetTriggered=\"NEW\"", "<Entry key=\"z\">9</Entry>");
      condition(agent, "Normal", "");
      assertThat(text(get(agent, "/current")))
          .contains("<Entry key=\"z\">9</Entry></ToolOffsetDataSet>", "<Normal ")
          .doesNotContain("key=\"a\"", "<Warning");
    }
  }

  @Test
  void compressesForWhoAcceptsIt() throws Exception {
    try (SimulatedAgent agent = lathe.agent().compression(AgentCompression.STREAMS).start()) {
      HttpResponse<byte[]> packed = get(agent, "/current", "Accept-Encoding", "gzip");
      assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
      assertThat(new String(plain, UTF_8)).contains("</MTConnectStreams>");
      assertThat(get(agent, "/current").headers().firstValue("content-encoding")).isEmpty();
    }
  }

  @Test
  void writesJsonAsTheReferenceAgent() throws Exception {
    try (SimulatedAgent agent =
        lathe.agent().formats(AgentFormat.XML, AgentFormat.JSON_V1).start()) {
      agent.add(lathe.step(Instant.now()).get(0));
      HttpResponse<byte[]> json = get(agent, "/current", "Accept", "application/json");
      assertThat(json.headers().firstValue("content-type").orElseThrow())
          .startsWith("application/json");
      assertThat(text(json))
          .contains("\"Streams\":[{\"DeviceStream\":{\"name\":\"lathe-1\"")
          .contains("\"ComponentStreams\":[{\"ComponentStream\":{")
          .containsPattern("\"Samples\":\\[\\{\"RotaryVelocity\":\\{.*\"sequence\":\\d+,");
      assertThat(text(get(agent, "/probe", "Accept", "application/json")))
          .contains("\"Devices\":[{\"Device\":{", "\"Constraints\":[{\"Minimum\":");
      assertThat(text(get(agent, "/current"))).startsWith("<?xml");
    }
    try (SimulatedAgent agent = lathe.agent().formats(AgentFormat.JSON_V2).start()) {
      assertThat(text(get(agent, "/current", "Accept", "text/xml")))
          .contains("\"Streams\":{\"DeviceStream\":[{\"name\":\"lathe-1\"")
          .contains("\"ComponentStream\":[{")
          .contains("\"Condition\":{\"Unavailable\":[{");
      assertThat(text(get(agent, "/sample?from=9999")))
          .contains("\"Errors\":{\"Error\":[{\"errorCode\":\"OUT_OF_RANGE\",\"value\":");
    }
  }

  @Test
  void holdsAssets() throws Exception {
    try (SimulatedAgent agent = lathe.agent().assetBufferSize(2).start()) {
      agent.putAsset("t1", "<CuttingTool assetId=\"t1\"/>");
      agent.putAsset("f1", "<File assetId=\"f1\"/>");
      assertThat(text(get(agent, "/assets?type=File"))).contains("f1").doesNotContain("t1");
      agent.removeAssets(List.of("t1", "unknown"));
      assertThat(text(get(agent, "/assets"))).contains("assetCount=\"1\"").doesNotContain("\"t1\"");
      assertThat(text(get(agent, "/asset/t1;f1")))
          .contains("<CuttingTool removed=\"true\" assetId=\"t1\"/>", "f1");
      agent.putAsset("t2", "<CuttingTool assetId=\"t2\"/>");
      assertThat(agent.assetIds("")).containsExactly("t2");
    }
  }

  @Test
  void asksForAuthorization() throws Exception {
    try (SimulatedAgent agent = lathe.agent().authorization("Basic dTpw").start()) {
      assertThat(get(agent, "/probe").statusCode()).isEqualTo(401);
      assertThat(get(agent, "/probe", "Authorization", "Basic dTpw").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doesWrongWhatItIsToldTo() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start()) {
      agent.faults().header(truth -> new AgentFaults.Numbers(7, 1, -1, -1));
      assertThat(text(get(agent, "/current")))
          .contains("instanceId=\"7\"", "nextSequence=\"18446744073709551615\"");
      agent.faults().clear();
      agent.faults().heartbeatsOnly();
      try (Socket stream = streaming(agent)) {
        await().until(() -> received(stream).contains("</MTConnectStreams>"));
        IntStream.range(0, 50).forEach(i -> lathe.step(Instant.now()).forEach(agent::add));
        await()
            .until(
                () -> {
                  String heartbeat = received(stream);
                  assertThat(heartbeat).doesNotContain("dataItemId");
                  return heartbeat.contains("</MTConnectStreams>");
                });
        agent.faults().clear();
        await().until(() -> received(stream).contains("dataItemId"));
      }
      agent.faults().cutAfter(100);
      try (Socket cut = streaming(agent)) {
        assertThat(cut.getInputStream().readAllBytes()).hasSize(100);
      }
    }
  }

  @Test
  void playsWhatAnAdapterSent() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "needs the corpus");
    Path devices = CORPUS.resolve("nist-smstestbed/Devices.xml");
    Path lines = CORPUS.resolve("nist-smstestbed/shdr/Mazak01-20190702-20190703.txt");
    ShdrRecording recording = ShdrRecording.read(lines, devices, "Mazak01");
    try (SimulatedAgent agent = recording.agent().bufferSize(100_000).start()) {
      long before = agent.nextSequence();
      try (AgentFeed.Playing playing = recording.feed().play(agent, AgentFeed.AT_ONCE)) {
        assertThat(playing.await(30, TimeUnit.SECONDS)).isTrue();
      }
      // The independent count: every line of these files is one observation.
      long known =
          Files.readAllLines(lines).stream()
              .map(line -> line.split("\\|")[1])
              .filter(
                  key -> recording.feed().notes().stream().noneMatch(n -> n.startsWith(key + " ")))
              .count();
      assertThat(agent.nextSequence() - before).isEqualTo(known).isGreaterThan(10_000);
      assertThat(text(get(agent, "/current"))).contains("timestamp=\"2019-07-0");
      // no key of this adapter reaches another device
      assertThat(text(get(agent, "/Hurco01/current"))).doesNotContain("timestamp=\"2019-07-0");
    }
  }

  @Test
  void playsConditionsDataSetsAndAssetsOfTheOkumaRecording() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "needs the corpus");
    Path devices = CORPUS.resolve("recorded-agent/2.5/probe.xml");
    ShdrRecording recording =
        ShdrRecording.read(CORPUS.resolve("cppagent/shdr/okuma-imts2022.txt"), devices);
    try (SimulatedAgent agent = recording.agent().bufferSize(100_000).start()) {
      try (AgentFeed.Playing playing = recording.feed().play(agent, AgentFeed.AT_ONCE)) {
        assertThat(playing.await(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(agent.assetIds("CuttingTool")).isNotEmpty();
      assertThat(text(get(agent, "/current")))
          .contains("<Normal dataItemId=\"LCoolantSystem1_cond\"", "<PathPosition ")
          .contains("<AssetChanged ");
    }
  }

  private static void condition(SimulatedAgent agent, String level, String code) {
    agent.add(
        observation(
            "c",
            "Condition",
            "<"
                + level
                + " dataItemId=\"c\""
                + (code.isEmpty() ? "" : " nativeCode=\"" + code + "\""),
            "/>"));
  }

  private static void set(SimulatedAgent agent, String reset, String entries) {
    agent.add(
        observation(
            "s",
            "Events",
            "<ToolOffsetDataSet dataItemId=\"s\"" + reset,
            ">" + entries + "</ToolOffsetDataSet>"));
  }

  private static AgentObservation observation(
      String id, String category, String head, String tail) {
    return new AgentObservation(
        0,
        new AgentObservation.Place("name=\"d\"", "component=\"Path\"", category),
        id,
        0,
        head,
        tail);
  }

  private static Socket streaming(SimulatedAgent agent) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.url().getPort());
    socket
        .getOutputStream()
        .write("GET /sample?from=1&interval=10&heartbeat=50 HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    return socket;
  }

  private static String received(Socket socket) throws IOException {
    return new String(
        socket.getInputStream().readNBytes(socket.getInputStream().available()), UTF_8);
  }

  private HttpResponse<byte[]> get(SimulatedAgent agent, String target, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(agent.url() + target));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }
}

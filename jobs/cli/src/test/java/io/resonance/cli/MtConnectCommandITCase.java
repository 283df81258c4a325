package io.resonance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.testbed.mtconnect.AgentCompression;
import io.resonance.testbed.mtconnect.AgentFormat;
import io.resonance.testbed.mtconnect.AgentFraming;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.lathe.LatheDriver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import picocli.CommandLine;

/** The commands of {@code resonance mtconnect} against real agents on this machine. */
class MtConnectCommandITCase {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path CORPUS = Path.of(System.getProperty("corpus.dir"), "mtconnect");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Lathe lathe = new Lathe("uuid-1", "lathe-1", 11);
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @Test
  void showsModelStateAndSamplesForPeopleAndPrograms() throws Exception {
    try (SimulatedAgent agent = lathe.agent().start()) {
      lathe.start(Instant.now()).forEach(agent::add);
      lathe.step(Instant.parse("2026-05-10T17:38:08.5Z")).forEach(agent::add);
      assertThat(execute("probe", url(agent))).isZero();
      assertThat(out.toString())
          .contains("lathe-1 (uuid uuid-1)", "    Linear[X]")
          .containsPattern("- feedrate +SAMPLE +PATH_FEEDRATE ACTUAL +MILLIMETER/SECOND")
          .contains("(machine: MILLIMETER/MINUTE)", "1 devices, 15 DataItems");
      assertThat(execute("probe", url(agent), "--json")).isZero();
      assertThat(json()).hasSize(15);
      assertThat(json().get(0).get("dataItemId").textValue()).isEqualTo("lathe-1_avail");

      assertThat(execute("current", url(agent))).isZero();
      assertThat(out.toString())
          .containsPattern("Availability avail .*AVAILABLE")
          .contains("15 observations");
      assertThat(execute("current", url(agent), "--json", "--path", "//Linear[@name=\"X\"]"))
          .isZero();
      assertThat(json())
          .extracting(row -> row.get("dataItemId").textValue())
          .containsExactlyInAnyOrder("lathe-1_xpos", "lathe-1_xload");

      assertThat(execute("sample", url(agent), "--from", "25", "--count", "2", "--json")).isZero();
      assertThat(json()).extracting(row -> row.get("sequence").asLong()).containsExactly(25L, 26L);
      assertThat(execute("sample", url(agent), "--count", "3")).isZero();
      assertThat(out.toString()).contains("3 observations; go on with --from 4");
    }
  }

  @Test
  void examinesAnAgent() throws Exception {
    try (SimulatedAgent agent =
            lathe.agent().bufferSize(4_096).compression(AgentCompression.DOCUMENTS).start();
        LatheDriver driver = LatheDriver.start(lathe, agent, 500)) {
      assertThat(execute("doctor", url(agent), "--seconds", "2")).isZero();
      assertThat(out.toString())
          .containsPattern("OK +reachable")
          .containsPattern("WARN +security .*http")
          .containsPattern("OK +version +Version 2.0")
          .containsPattern("OK +devices +1 devices \\(lathe-1\\) with 15 DataItems")
          .containsPattern("OK +clock")
          .containsPattern("OK +compression +Compresses")
          .containsPattern("OK +stream +Streams \\(multipart/x-mixed-replace\\): [1-9]")
          .containsPattern("WARN +buffer +Holds 4096 observations: 0\\.\\d minutes")
          .contains("-> Raise BufferSize", "0 failures");
      driver.stop();
      assertThat(execute("doctor", url(agent), "--seconds", "1", "--json")).isZero();
      assertThat(json())
          .extracting(finding -> finding.get("check").textValue())
          .containsExactly(
              "reachable",
              "security",
              "version",
              "devices",
              "units",
              "state",
              "clock",
              "compression",
              "format",
              "catch-up",
              "stream",
              "buffer",
              "gaps",
              "documents");
    }
  }

  @Test
  void tellsWhatAnAgentCannotDo() throws Exception {
    try (SimulatedAgent agent =
        lathe
            .agent()
            .framing(AgentFraming.POLLING_ONLY)
            .formats(AgentFormat.JSON_V1)
            .authorization("Basic b3A6c2VjcmV0")
            .start()) {
      assertThat(execute("doctor", url(agent))).isEqualTo(1);
      assertThat(out.toString()).contains("answers 401", "check the credentials");
      Path password = Files.writeString(folder.resolve("password"), "secret\n");
      assertThat(
              execute(
                  "doctor",
                  url(agent),
                  "--seconds",
                  "1",
                  "--user",
                  "op",
                  "--password-file",
                  password.toString()))
          .isZero();
      assertThat(out.toString())
          .contains("Credentials are sent readable over http", "JSON only", "Does not stream")
          .containsPattern("WARN +state +15 observations, 15 of them UNAVAILABLE")
          .doesNotContain("secret");
    }
  }

  @Test
  void saysInOneMessageWhatIsWrong() throws Exception {
    assertThat(execute("probe", "http://127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).contains("error: MTConnect agent at http://127.0.0.1:1");
    assertThat(err.toString()).contains("cannot be reached").doesNotContain("\tat ");
    assertThat(execute("probe", "mill:5000")).isEqualTo(1);
    assertThat(err.toString()).contains("must begin with http:// or https://");
    assertThat(execute("probe", "opc.tcp://mill:4840")).isEqualTo(1);
    assertThat(err.toString()).contains("resonance opcua");
    assertThat(execute("current")).isEqualTo(1);
    assertThat(err.toString()).contains("error: Which agent?");
    assertThat(execute("current", "http://127.0.0.1:1", "--user", "me")).isEqualTo(1);
    assertThat(err.toString()).contains("--password-env");
    try (SimulatedAgent agent = lathe.agent().start()) {
      agent.answerOnce(
          "probe", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<br>");
      assertThat(execute("probe", url(agent))).isEqualTo(1);
      assertThat(err.toString()).contains("text/html", "the url is the root of an agent");
      assertThat(execute("sample", url(agent), "--from", "999")).isEqualTo(1);
      assertThat(err.toString()).contains("OUT_OF_RANGE: 'from' must be less than");
      assertThat(execute("sample", url(agent), "--from", "soon")).isEqualTo(1);
      assertThat(err.toString()).contains("is no sequence number");
    }
  }

  @Test
  void saysThatAPortSpeaksAnotherProtocol() throws Exception {
    Thread hangsUp;
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      hangsUp = new Thread(() -> answerLikeAnOpcUaServer(other));
      hangsUp.start();
      assertThat(execute("doctor", "http://127.0.0.1:" + other.getLocalPort())).isEqualTo(1);
      assertThat(out.toString()).containsPattern("FAIL +reachable").contains("-> Check host, port");
    }
    hangsUp.join();
  }

  private static void answerLikeAnOpcUaServer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("ERRF\20\0\0\0".getBytes(UTF_8));
      } catch (IOException e) {
        // Closed: the test is over.
        return;
      }
    }
  }

  @Test
  void servesWhatItRecorded() throws Exception {
    Path file = folder.resolve("lathe.recording");
    List<String> recorded;
    List<String> state;
    try (SimulatedAgent agent = lathe.agent().start();
        LatheDriver driver = LatheDriver.start(lathe, agent, 1_000)) {
      assertThat(execute("record", url(agent), file.toString(), "--buffer", "--max", "2000"))
          .isZero();
      assertThat(out.toString()).contains("0 lost, 0 restarts");
      driver.stop();
      assertThat(execute("record", url(agent), file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("is there already");
      assertThat(execute("sample", url(agent), "--from", "1", "--count", "2000", "--json"))
          .isZero();
      recorded = out.toString().lines().toList();
      assertThat(execute("probe", url(agent), "--json")).isZero();
      state = out.toString().lines().toList();
    }
    assertThat(execute("parse", file.toString())).isZero();
    assertThat(out.toString()).containsPattern("\\d+ streams +2.0.0.12").contains(" 0 cannot be");
    assertThat(recorded).hasSize(2_000);
    try (Serving served = new Serving(file.toString(), "--speed", "max")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                execute("sample", served.url, "--from", "1", "--count", "2000", "--json");
                assertThat(out.toString().lines().toList()).isEqualTo(recorded);
              });
      assertThat(execute("probe", served.url, "--json")).isZero();
      assertThat(out.toString().lines().toList()).isEqualTo(state);
    }
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 100));
    try (Serving served = new Serving(cut.toString(), "--speed", "max")) {
      assertThat(served.err.toString()).contains("ends inside a document");
      assertThat(execute("probe", served.url)).isZero();
    }
  }

  @Test
  void servesLinesOfAnAdapter() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "needs the corpus");
    Path lines = CORPUS.resolve("nist-smstestbed/shdr/Hurco01-20170518-20170519.txt");
    Path devices = CORPUS.resolve("nist-smstestbed/Devices.xml");
    try (Serving served =
        new Serving(
            lines.toString(),
            "--devices",
            devices.toString(),
            "--device",
            "Hurco01",
            "--speed",
            "max")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                execute("current", served.url, "--device", "Hurco01", "--json");
                assertThat(json())
                    .filteredOn(row -> row.get("timestamp").textValue().startsWith("2017-05-1"))
                    .isNotEmpty();
              });
    }
    assertThat(
            execute(
                "serve", lines.toString(), "--devices", devices.toString(), "--device", "Nowhere"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("there is no device \"Nowhere\"; the devices are GFAgie01");
  }

  @Test
  void countsTheWholeCorpusAsTheDomDoes() throws Exception {
    assumeTrue(Files.isDirectory(CORPUS), "needs the corpus");
    List<Path> files;
    try (Stream<Path> all = Files.walk(CORPUS)) {
      files =
          all.filter(file -> file.toString().matches(".*\\.xml"))
              .filter(file -> isReadable(file))
              .sorted()
              .toList();
    }
    List<String> arguments = new ArrayList<>(files.stream().map(Path::toString).toList());
    arguments.add(0, "--json");
    assertThat(execute("parse", arguments.toArray(new String[0]))).isZero();
    List<JsonNode> documents = json();
    assertThat(documents).hasSameSizeAs(files).hasSizeGreaterThan(60);
    long observations = 0;
    for (int i = 0; i < files.size(); i++) {
      JsonNode document = documents.get(i);
      Document dom = dom(files.get(i));
      for (String section : List.of("Samples", "Events", "Condition")) {
        String field =
            section.equals("Condition") ? "conditions" : section.toLowerCase(Locale.ROOT);
        assertThat(document.get(field).asLong())
            .as("%s of %s", section, files.get(i))
            .isEqualTo(below(dom, section));
        observations += document.get(field).asLong();
      }
      assertThat(document.get("assets").asLong())
          .as("assets of %s", files.get(i))
          .isEqualTo(below(dom, "Assets"));
      if (document.get("document").textValue().equals("devices")) {
        assertThat(document.get("dataItems").asLong())
            .as("DataItems of %s", files.get(i))
            .isEqualTo(dom.getElementsByTagNameNS("*", "DataItem").getLength());
      }
    }
    assertThat(observations).isGreaterThan(42_000);
  }

  @Test
  void saysWhichFilesCannotBeRead() throws Exception {
    Path cut = Files.writeString(folder.resolve("cut.xml"), "<MTConnectStreams><Header instan");
    Path html = Files.writeString(folder.resolve("page.html"), "<html><body/></html>");
    assertThat(execute("parse", cut.toString(), html.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("Not well-formed XML", "<html>", "2 cannot be read");
    assertThat(execute("parse", folder.resolve("nothing").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no file");
    assertThat(execute("serve", html.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is no recording", "--devices");
    assertThat(execute("serve", html.toString(), "--speed", "fast")).isEqualTo(1);
    assertThat(err.toString()).contains("Write 1, 0.5, 10 or max");
  }

  // Deliberately broken ones have tests of their own.
  private static boolean isReadable(Path file) {
    try {
      return dom(file).getDocumentElement().getLocalName().startsWith("MTConnect");
    } catch (Exception e) {
      return false;
    }
  }

  private static Document dom(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(file.toFile());
  }

  private static long below(Document dom, String section) {
    NodeList sections = dom.getElementsByTagNameNS("*", section);
    long count = 0;
    for (int i = 0; i < sections.getLength(); i++) {
      NodeList below = sections.item(i).getChildNodes();
      for (int k = 0; k < below.getLength(); k++) {
        count += below.item(k) instanceof Element ? 1 : 0;
      }
    }
    return count;
  }

  /** {@code serve} on a thread of its own, until it is closed. */
  private static final class Serving implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread thread;
    private final String url;

    Serving(String... arguments) {
      List<String> all = new ArrayList<>(List.of("mtconnect", "serve", "--port", "0"));
      all.addAll(List.of(arguments));
      CommandLine line = Resonance.commandLine();
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      thread = new Thread(() -> line.execute(all.toArray(new String[0])), "serving");
      thread.start();
      await().atMost(PATIENCE).until(() -> out.toString().contains("Ctrl-C"));
      Matcher url = Pattern.compile("http://127.0.0.1:\\d+").matcher(out.toString());
      assertThat(url.find()).isTrue();
      this.url = url.group();
    }

    @Override
    public void close() {
      thread.interrupt();
      await().atMost(PATIENCE).until(() -> !thread.isAlive());
    }
  }

  private static String url(SimulatedAgent agent) {
    return agent.url().toString();
  }

  private List<JsonNode> json() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  private int execute(String command, String... more) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("mtconnect", command));
    arguments.addAll(List.of(more));
    CommandLine line = Resonance.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments.toArray(new String[0]));
  }
}

package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What people get wrong in front of {@code resonance opcua}: one message, with the next step. */
class OpcUaMistakesTest {

  private static final String TO_REACH = "Check that the server runs, that host, port and path";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "browse http://mill, 'must be opc.tcp://host:port/path, with a port from 1 to 65535'",
    "browse mill:4840, 'must be opc.tcp://host:port/path'",
    "browse opc.tcp:///mill, 'must be opc.tcp://host:port/path'",
    "doctor opc.tcp://mill:99999, 'must be opc.tcp://host:port/path'",
    "read opc.tcp://mill:4840, 'Which nodes? Give their NodeIds'",
    "browse, 'Which server? Give its URL'",
    "browse opc.tcp://mill --security foo, 'Write best, basic256sha256'",
    "browse opc.tcp://mill --user u, 'Name it with --password-env VARIABLE or --password-file'",
    "browse opc.tcp://mill --password-env P, '--password-env needs the user'",
    "browse opc.tcp://mill --user u --password-env NO_SUCH_VARIABLE, 'Set it to the password'",
    "browse opc.tcp://mill --user u --password-file /no/such, 'Check its path'",
    "browse opc.tcp://mill --plant p.yaml, 'Name it with --server ID'",
    "browse opc.tcp://mill --under Objects/Mill, 'A path looks like /Objects/'",
    "doctor opc.tcp://mill --seconds -1, '0 to 3600 seconds, not for -1'",
    "doctor --server mill --plant /no/such.yaml, 'Check the path and the permissions'",
    "trust --pki /no/such 0123456789012345678901234567890123456789, 'Name the one of the plant'"
  })
  void namesTheNextStep(String command, String nextStep) {
    assertThat(failureOf(command.split(" "))).contains(nextStep);
  }

  @Test
  void saysWhyAServerCannotBeReached() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(browse("opc.tcp://127.0.0.1:" + closed))
        .contains("Connection refused", TO_REACH)
        .doesNotContain("Exception");
    // RFC 6761: no name under invalid ever exists
    assertThat(browse("opc.tcp://mill.invalid:4840"))
        .contains("knows no host of the name mill.invalid", TO_REACH)
        .doesNotContain("Exception");
  }

  @Test
  void saysThatSomethingElseListensThere() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    http.start();
    try {
      assertThat(browse("opc.tcp://127.0.0.1:" + http.getAddress().getPort()))
          .contains("does not answer as an OPC UA server does", TO_REACH);
    } finally {
      http.stop(0);
    }
  }

  @Test
  void doesNotLeaveOutWhatThePlantFileSaysOtherwise() throws Exception {
    String plant = plant("opcua: {application-uri: urn:p, pki: pki, servers: [%s]}").toString();
    assertThat(failureOf("doctor", "--plant", plant, "--server", "mill", "--security", "none"))
        .contains("--security and --server exclude each other", "give the URL instead");
    assertThat(
            failureOf("browse", "--plant", plant, "--server", "mill", "--user", "u", "--pki", "x"))
        .contains("--pki, --user and --server exclude each other");
  }

  @Test
  void saysThatAPlantHasNoServers() throws Exception {
    String plant = plant("mtconnect: {agents: [{id: cell, url: 'http://cell:5000'}]}").toString();
    assertThat(failureOf("doctor", "--plant", plant, "--server", "mill"))
        .contains("reads no OPC UA server, so there is no mill", "Give the URL");
  }

  private Path plant(String sources) throws Exception {
    Files.createDirectories(folder.resolve("pki"));
    String read =
        sources.startsWith("opcua") ? "mill, address: 'nsu=urn:m;s=t'" : "cell, address: t";
    return Files.writeString(
        folder.resolve("plant.yaml"),
        """
        resonance: 1
        plant: {id: p, enterprise: E, site: S}
        kafka: {bootstrap: "127.0.0.1:1", prefix: p}
        registry: {url: "http://127.0.0.1:1"}
        checkpoints: {folder: checkpoints}
        %s
        equipment:
          - id: M
            path: M
            category: machine-tool
            properties:
              - {property: spindle-speed, endpoint: %s}
        """
            .formatted(sources.formatted("{id: mill, url: 'opc.tcp://mill:4840'}"), read));
  }

  private String browse(String url) {
    return failureOf("browse", url, "--pki", folder.resolve("client").toString());
  }

  /** What the command says on its way out, with the exit code of a failure. */
  private static String failureOf(String... arguments) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of("opcua"));
    all.addAll(Arrays.asList(arguments));
    CommandLine line = Resonance.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    assertThat(line.execute(all.toArray(new String[0]))).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(out.toString()).contains("error: ").doesNotContain("\tat ", "not foreseen");
    return out.toString();
  }
}

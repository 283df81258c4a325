package io.resonance.connector.opcua.source;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server on node-opcua, an implementation that shares nothing with Milo, as a process of its own.
 * The npm package is installed once into {@code target}; where there is no node, no npm or no
 * registry the tests are skipped and say so.
 */
final class NodeOpcUaServer implements AutoCloseable {

  private static final Path HOME = Path.of("target", "node-opcua").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "server.js", "machine.NodeSet2.xml");
  private static final int INSTALL_SECONDS = 120;

  private final int port;
  private final Path pki;
  private Process process;
  private BufferedWriter commands;
  private BufferedReader answers;
  private byte[] certificate;

  NodeOpcUaServer(Path pki) throws Exception {
    install();
    this.pki = pki;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    start();
  }

  private static void install() throws Exception {
    Files.createDirectories(HOME);
    for (String file : FILES) {
      try (InputStream in = NodeOpcUaServer.class.getResourceAsStream("/node-opcua/" + file)) {
        Files.copy(in, HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path done = HOME.resolve("installed");
    String wanted = Files.readString(HOME.resolve("package.json"));
    if (Files.exists(done) && Files.readString(done).equals(wanted)) {
      return;
    }
    assumeTrue(succeeds(10, "node", "--version"), "node is not installed");
    assumeTrue(succeeds(30, "npm", "--version"), "npm is not installed");
    assumeTrue(
        succeeds(
            INSTALL_SECONDS,
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-package-lock"),
        "npm could not install node-opcua within "
            + INSTALL_SECONDS
            + " s; is the registry there?");
    Files.writeString(done, wanted);
  }

  private static boolean succeeds(int seconds, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(HOME.toFile())
              .redirectErrorStream(true)
              .redirectOutput(HOME.resolve("npm.log").toFile())
              .start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts the process, again on the same port after {@link #kill}. */
  void start() throws IOException {
    process =
        new ProcessBuilder(
                "node", "server.js", Integer.toString(port), pki.toString(), HOME.toString())
            .directory(HOME.toFile())
            .redirectError(new File(HOME.toFile(), "server.log"))
            .start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    certificate = HexFormat.of().parseHex(answer("READY "));
  }

  /** Ends the process as a power cut does; what it held in memory is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  int port() {
    return port;
  }

  byte[] certificate() {
    return certificate;
  }

  /** Where certificates of clients go that the server shall trust. */
  Path trusted() {
    return pki.resolve("trusted").resolve("certs");
  }

  /** Has the server do something, see server.js. */
  void command(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
    answer("OK ");
  }

  private String answer(String prefix) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
      if (line.startsWith("FAILED")) {
        throw new IOException("The node-opcua server " + line);
      }
    }
    throw new IOException("The node-opcua server ended; see " + HOME.resolve("server.log"));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
  }
}

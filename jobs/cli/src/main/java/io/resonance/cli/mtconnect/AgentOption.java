package io.resonance.cli.mtconnect;

import io.resonance.cli.PlantFileOption;
import io.resonance.connector.mtconnect.source.MtConnectAccess;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import io.resonance.connector.mtconnect.source.MtConnectSecret;
import io.resonance.job.plant.PlantAgent;
import io.resonance.schema.kafka.StartRefusedException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The agent a command talks to, and how. */
final class AgentOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      description = "http://host:port or https://host:port; left out with --agent.")
  private String url;

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description =
          "An agent of the plant file instead of a URL; login and trust are those of the plant file.")
  private String agentId;

  @Mixin private PlantFileOption plantFile;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "Only this device, by name or uuid.")
  private String device = "";

  @Option(names = "--path", paramLabel = "XPATH", description = "Only this part, such as //Axes.")
  private String path = "";

  @Option(names = "--user", paramLabel = "NAME", description = "The user; needs a password.")
  private String user;

  @Option(
      names = "--password-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the password.")
  private String passwordVariable;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The file that holds the password.")
  private Path passwordFile;

  @Option(
      names = "--token-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds a bearer token.")
  private String tokenVariable;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "PEM file or folder with the authorities trusted for https.")
  private Path trust;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "PEM file with the certificate shown to the agent; needs --key.")
  private Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "PEM file with its private key.")
  private Path key;

  @Option(
      names = "--key-password-file",
      paramLabel = "FILE",
      description = "The file that holds the password of the key.")
  private Path keyPasswordFile;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "The HTTP proxy on the way, http://host:port.")
  private String proxy;

  @Option(
      names = "--proxy-user",
      paramLabel = "NAME",
      description = "The user at the proxy; needs a password.")
  private String proxyUser;

  @Option(
      names = "--proxy-password-env",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the password at the proxy.")
  private String proxyPasswordVariable;

  @Option(
      names = "--proxy-password-file",
      paramLabel = "FILE",
      description = "The file that holds the password at the proxy.")
  private Path proxyPasswordFile;

  MtConnectAgent agent() {
    try {
      MtConnectAgent agent = agentId == null ? ofUrl() : ofPlant();
      if (!device.isEmpty()) {
        agent = agent.withDevice(device);
      }
      return path.isEmpty() ? agent : agent.withPath(path);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(e.getMessage(), e);
    }
  }

  private MtConnectAgent ofPlant() {
    if (url != null) {
      throw new StartRefusedException(
          "The agent is named twice, as %s and as %s. Give the URL or --agent, not both."
              .formatted(url, agentId));
    }
    return PlantAgent.of(plantFile.load(command.commandLine()), agentId);
  }

  private MtConnectAgent ofUrl() {
    if (url == null) {
      throw new StartRefusedException(
          "Which agent? Give its URL, http://host:port, or --agent ID with --plant FILE.");
    }
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      throw new StartRefusedException(
          "The URL %s must begin with http:// or https://, as in http://mill:5000.%s"
              .formatted(
                  url,
                  url.startsWith("opc.tcp://")
                      ? " For an OPC UA server see `resonance opcua`."
                      : ""));
    }
    MtConnectAgent agent = MtConnectAgent.of("cli", URI.create(url)).withCredentials(credentials());
    if (trust != null) {
      agent = agent.withTrust(trust.toAbsolutePath().toString());
    }
    if (certificate != null || key != null) {
      agent = agent.withIdentity(identity());
    }
    if (proxy == null) {
      if (proxyUser != null || proxyPasswordVariable != null || proxyPasswordFile != null) {
        throw new StartRefusedException("Which proxy? Give its URL with --proxy http://host:port.");
      }
      return agent;
    }
    return agent.withProxy(new MtConnectAccess.Proxy.Http(URI.create(proxy), proxyLogin()));
  }

  private MtConnectCredentials proxyLogin() {
    return login("--proxy-", proxyUser, proxyPasswordVariable, proxyPasswordFile);
  }

  private MtConnectAccess.Identity identity() {
    if (certificate == null || key == null) {
      throw new StartRefusedException("A certificate needs its key: give --certificate and --key.");
    }
    return new MtConnectAccess.Identity.Pem(
        certificate.toAbsolutePath().toString(),
        key.toAbsolutePath().toString(),
        keyPasswordFile == null ? MtConnectSecret.none() : file(keyPasswordFile));
  }

  private MtConnectCredentials credentials() {
    if (tokenVariable != null) {
      if (user != null) {
        throw new StartRefusedException(
            "An agent is shown a password or a token. Give --user or --token-env, not both.");
      }
      return new MtConnectCredentials.Bearer(environment(tokenVariable));
    }
    return login("--", user, passwordVariable, passwordFile);
  }

  private static MtConnectCredentials login(
      String options, String name, String variable, Path file) {
    if (name == null) {
      if (variable != null || file != null) {
        throw new StartRefusedException(
            "Whose password? Name the user with %suser NAME.".formatted(options));
      }
      return new MtConnectCredentials.Anonymous();
    }
    if (variable != null) {
      return new MtConnectCredentials.Basic(name, environment(variable));
    }
    if (file != null) {
      return new MtConnectCredentials.Basic(name, file(file));
    }
    throw new StartRefusedException(
        "The user %1$s has no password. Name it with %2$spassword-env VARIABLE or %2$spassword-file FILE."
            .formatted(name, options));
  }

  private static MtConnectSecret file(Path file) {
    return new MtConnectSecret("${file:" + file.toAbsolutePath() + "}");
  }

  private static MtConnectSecret environment(String variable) {
    return new MtConnectSecret("${env:" + variable + "}");
  }
}

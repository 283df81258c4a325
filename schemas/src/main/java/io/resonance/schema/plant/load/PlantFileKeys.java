package io.resonance.schema.plant.load;

import static io.resonance.schema.plant.load.Key.defaulting;
import static io.resonance.schema.plant.load.Key.optional;
import static io.resonance.schema.plant.load.Key.required;

import io.resonance.schema.plant.load.KeyType.ListOf;
import io.resonance.schema.plant.load.KeyType.Section;
import io.resonance.schema.plant.load.KeyType.Single;
import io.resonance.schema.plant.load.ScalarType.Brokers;
import io.resonance.schema.plant.load.ScalarType.Choice;
import io.resonance.schema.plant.load.ScalarType.Flag;
import io.resonance.schema.plant.load.ScalarType.LocalPath;
import io.resonance.schema.plant.load.ScalarType.SecretText;
import io.resonance.schema.plant.load.ScalarType.StorageFolder;
import io.resonance.schema.plant.load.ScalarType.Text;
import io.resonance.schema.plant.load.ScalarType.Time;
import io.resonance.schema.plant.load.ScalarType.Url;
import io.resonance.schema.plant.load.ScalarType.Whole;
import java.time.Duration;
import java.util.List;

/**
 * Every key of the plant file with its type, its default and what it is for. The loader, the JSON
 * Schema and the option table are all made from here.
 */
final class PlantFileKeys {

  /** The form of the file this release reads. */
  static final int FORM = 1;

  static final ScalarType ID =
      new Text(
          "an id",
          "[A-Za-z0-9][A-Za-z0-9._-]{0,126}",
          "an id: letters, digits, '.', '_' and '-', at most 127 of them",
          "for example mill-01");
  private static final ScalarType NAME =
      new Text(
          "a name",
          "[^/\\s](?:[^/\\r\\n\\t]{0,125}[^/\\s])?",
          "a name without '/' on one line, at most 127 characters",
          "for example Shenyang");
  static final ScalarType TERM =
      new Text(
          "a term",
          "(?:x:)?[A-Za-z0-9][A-Za-z0-9._-]{0,126}(?:\\[[^\\[\\]\\r\\n]{1,200}\\])?",
          "a term of the profile's vocabulary",
          "for example spindle-speed, axis-position[X], or x:my-name for one of your own");
  static final ScalarType PLAIN =
      new Text("text", "\\S(?:[^\\r\\n]*\\S)?", "text on one line", "the text on one line");
  static final ScalarType MAYBE_EMPTY =
      new Text("text", "[^\\r\\n]*", "text on one line", "the text on one line");
  static final Url HTTP = new Url(List.of("https", "http"), "https://host:port/path");
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  static final ScalarType TOPIC_PREFIX =
      new Text(
          "a prefix of topics",
          "[A-Za-z0-9][A-Za-z0-9._-]{0,199}",
          "a prefix of topic names: letters, digits, '.', '_' and '-', at most 200",
          "for example acme.shenyang");

  private static final Section PLANT =
      new Section(
          "Name and hierarchy of the plant",
          List.of(
              required(
                  "id",
                  new Text(
                      "an id",
                      "[a-z][a-z0-9-]{0,62}",
                      "an id of lower-case letters, digits and dashes that begins with a letter, at"
                          + " most 63",
                      "for example shenyang"),
                  "Short name of the plant, in consumer groups, transactional ids and message"
                      + " senders."),
              required(
                  "enterprise", NAME, "ISA-95 Enterprise, first level of every hierarchy scope."),
              required("site", NAME, "ISA-95 Site, second level of every hierarchy scope.")));

  private static final Section VIOLATIONS =
      new Section(
          "How violations are reported; all times are on the clock of the values",
          List.of(
              defaulting(
                  "reopen-within",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(7)),
                  "10m",
                  "A violation that comes back this soon after it was cleared is the same one,"
                      + " re-opened."),
              defaulting(
                  "flood-first",
                  new Whole(1, 100_000),
                  "20",
                  "So many reports of one rule and equipment are passed on in flood-interval; the"
                      + " others are counted."),
              defaulting(
                  "flood-interval",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(1)),
                  "10m",
                  "At its end a summary says how many reports were held back.")));

  private static final Section PROFILE =
      new Section(
          "The profile values are normalized and checked under",
          List.of(
              defaulting("id", ID, "mdr-profile-0.1", "Name and version of the profile."),
              optional(
                  "parameters",
                  new KeyType.RuleParameters(),
                  "This plant's values for parameters of rules: rule, then parameter, then value."),
              optional(
                  "rules",
                  new ListOf(new Single(new LocalPath())),
                  "Files with rules of the plant's own (RULES.md)."),
              defaulting("violations", VIOLATIONS, "How violations are reported."),
              defaulting(
                  "health-interval",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(1)),
                  "60s",
                  "How often a record of data health is made of each equipment (HEALTH.md).")));

  private static final Section KAFKA =
      new Section(
          "The Kafka cluster records are written to",
          List.of(
              required("bootstrap", new Brokers(), "host:port of some brokers, comma-separated."),
              required(
                  "prefix",
                  TOPIC_PREFIX,
                  "Topics are named <prefix>.values, <prefix>.violations and so on."),
              defaulting(
                  "guarantee",
                  new Choice(List.of("exactly-once", "at-least-once")),
                  "exactly-once",
                  "exactly-once: each record once for read_committed readers, visible after the"
                      + " next checkpoint; at-least-once: visible at once, repeated after a"
                      + " failure."),
              defaulting(
                  "partitions",
                  new Whole(1, 10_000),
                  "6",
                  "Partitions of a topic the job creates."),
              defaulting(
                  "replication", new Whole(1, 32), "3", "Replicas of a topic the job creates."),
              optional(
                  "properties",
                  new KeyType.ClientProperties(),
                  "Kafka client properties as they are; a value ${env:NAME} or ${file:/path} is a"
                      + " secret.")));

  private static final Section REGISTRY =
      new Section(
          "The Confluent-compatible schema registry",
          List.of(
              required("url", HTTP, "Base URL of the registry's Confluent API."),
              user(),
              password(),
              token(),
              trust()));

  private static final Section CHECKPOINTS =
      new Section(
          "How the job's state is saved",
          List.of(
              required(
                  "folder",
                  new StorageFolder(),
                  "Where checkpoints are kept: URI of a Flink file system, or a path all processes"
                      + " of the job share."),
              defaulting(
                  "interval",
                  new Time(Duration.ofMillis(100), HOUR),
                  "5s",
                  "Time between checkpoints; with exactly-once also the most it adds to the"
                      + " latency.")));

  private static final Section OPCUA_SERVER =
      new Section(
          "An OPC UA server to read",
          List.of(
              required("id", ID, "Unique among all servers and agents."),
              required(
                  "url",
                  new Url(List.of("opc.tcp"), "opc.tcp://host:port/path"),
                  "Endpoint URL of the server."),
              defaulting(
                  "security-policy",
                  new Choice(
                      List.of(
                          "Basic256Sha256",
                          "Aes128_Sha256_RsaOaep",
                          "Aes256_Sha256_RsaPss",
                          "Basic256",
                          "Basic128Rsa15",
                          "None")),
                  "Basic256Sha256",
                  "OPC UA security policy; with security-mode none it is None by itself. Basic256"
                      + " and Basic128Rsa15 were withdrawn and need an accepted risk."),
              defaulting(
                  "security-mode",
                  new Choice(List.of("sign-and-encrypt", "sign", "none")),
                  "sign-and-encrypt",
                  "Protection of messages."),
              defaulting(
                  "i-accept-no-security",
                  new Flag(),
                  "false",
                  "Says that security-mode none is meant, so that no warning is given."),
              optional(
                  "accepted-risks",
                  new ListOf(
                      new Single(
                          new Choice(
                              List.of(
                                  "broken-policy",
                                  "password-in-clear",
                                  "unknown-revocation",
                                  "other-host-name")))),
                  "Risks this server is read with although they would be refused; each is reported"
                      + " as a violation."),
              user(),
              password(),
              optional(
                  "user-certificate",
                  new LocalPath(),
                  "Certificate of the user (X.509), PEM or DER, instead of user and password; needs"
                      + " user-key."),
              optional(
                  "user-key",
                  new LocalPath(),
                  "Private key of user-certificate, PEM or DER (PKCS#8, PKCS#1)."),
              optional(
                  "user-key-password",
                  new SecretText(),
                  "Reference to the password of user-key, if it is encrypted."),
              defaulting(
                  "publishing-interval",
                  new Time(MILLISECOND, HOUR),
                  "100ms",
                  "How often the server sends notifications."),
              defaulting(
                  "sampling-interval",
                  new Time(MILLISECOND, HOUR),
                  "100ms",
                  "How often the server samples a value."),
              defaulting(
                  "survive-outage",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(7)),
                  "10m",
                  "How long a lost connection may last before values are lost."),
              defaulting(
                  "rebrowse-interval",
                  new Time(Duration.ZERO, Duration.ofDays(7)),
                  "5m",
                  "How often the server is browsed again for nodes that are new or gone, where"
                      + " equipment names nodes by path or discover; 0s for only once."),
              optional(
                  "writes",
                  new ListOf(MesKeys.WRITE),
                  "The nodes of this server that results are written to; left out, none are.")));

  private static final Section OPCUA =
      new Section(
          "OPC UA",
          List.of(
              required(
                  "application-uri",
                  new Text(
                      "a URI",
                      "(?:urn|https?|uri):[^\\s]+",
                      "the ApplicationUri of this client",
                      "for example urn:acme:shenyang:resonance"),
                  "ApplicationUri of this client, the same as in its certificate."),
              required(
                  "pki",
                  new LocalPath(),
                  "Folder with the certificates: own, trusted, issuers, crl, rejected."),
              optional(
                  "key-password",
                  new SecretText(),
                  "Reference to the password of own/key.pem or own/identity.p12, if it is"
                      + " encrypted."),
              required("servers", new ListOf(OPCUA_SERVER), "The servers to read.")));

  private static final Section AGENT =
      new Section(
          "An MTConnect agent to read",
          List.of(
              required("id", ID, "Unique among all servers and agents."),
              required(
                  "url",
                  new Url(List.of("http", "https"), "http://host:5000"),
                  "Base URL of the agent."),
              user(),
              password(),
              token(),
              trust(),
              optional(
                  "client-certificate",
                  new LocalPath(),
                  "Certificate shown to an agent that asks for one: PEM, with client-key, or a"
                      + " PKCS#12 file that holds the key too."),
              optional(
                  "client-key",
                  new LocalPath(),
                  "Private key of client-certificate, PEM (PKCS#8, PKCS#1)."),
              optional(
                  "client-key-password",
                  new SecretText(),
                  "Reference to the password of client-key, or of the PKCS#12 file."),
              optional(
                  "proxy",
                  new Url(List.of("http"), "http://host:3128"),
                  "HTTP proxy the agent is reached through; https agents through a tunnel."),
              optional("proxy-user", PLAIN, "User name at the proxy; needs proxy-password."),
              optional(
                  "proxy-password",
                  new SecretText(),
                  "Reference to the password at the proxy; needs proxy-user."),
              defaulting(
                  "interval",
                  new Time(MILLISECOND, HOUR),
                  "100ms",
                  "How often the agent sends a chunk."),
              defaulting(
                  "survive-outage",
                  new Time(Duration.ofSeconds(1), Duration.ofDays(7)),
                  "30s",
                  "How long the agent may be silent before the connection is made anew."),
              defaulting(
                  "split-by",
                  new Choice(List.of("auto", "agent", "device")),
                  "auto",
                  "Whether one stream is read of the agent or one of each of its devices; auto"
                      + " divides an agent of more than 20000 data items where several subtasks"
                      + " read. An agent of which an equipment has several devices, or a"
                      + " device and properties, is never divided.")));

  private static final Section MTCONNECT =
      new Section(
          "MTConnect", List.of(required("agents", new ListOf(AGENT), "The agents to read.")));

  private static final Section MODEL =
      new Section(
          "An AI model and where it is used",
          List.of(
              required("id", ID, "Unique among the models."),
              required("package", new LocalPath(), "Folder with model.yaml and the one ONNX file."),
              required(
                  "sha256",
                  new Text(
                      "a SHA-256",
                      "[0-9a-fA-F]{64}",
                      "a SHA-256: 64 hexadecimal digits",
                      "what `sha256sum` prints for the ONNX file"),
                  "SHA-256 of the ONNX file, as the plant approved it."),
              required(
                  "equipment", new ListOf(new Single(ID)), "Ids of the equipment it watches.")));

  /** The file as a whole. */
  static final Section TOP =
      new Section(
          "Resonance plant file",
          List.of(
              required("resonance", new Whole(FORM, FORM), "Form of this file."),
              required("plant", PLANT, "Name and hierarchy of the plant."),
              defaulting(
                  "profile", PROFILE, "The profile values are normalized and checked under."),
              required("kafka", KAFKA, "The Kafka cluster records are written to."),
              required("registry", REGISTRY, "The schema registry."),
              optional("mes", MesKeys.MES, "The MES; left out, no messages are made."),
              required("checkpoints", CHECKPOINTS, "How the job's state is saved."),
              optional("opcua", OPCUA, "The OPC UA servers to read."),
              optional("mtconnect", MTCONNECT, "The MTConnect agents to read."),
              required(
                  "equipment",
                  new ListOf(EquipmentKeys.EQUIPMENT),
                  "The machines, and which values of servers and agents are theirs."),
              optional(
                  "models", new ListOf(MODEL), "The AI models and the equipment they watch.")));

  private PlantFileKeys() {}

  static Key user() {
    return optional("user", PLAIN, "User name; needs password.");
  }

  static Key password() {
    return optional("password", new SecretText(), "Reference to the password; needs user.");
  }

  static Key token() {
    return optional(
        "token", new SecretText(), "Reference to a bearer token, instead of user and password.");
  }

  static Key trust() {
    return optional(
        "trust",
        new LocalPath(),
        "PEM file with the certificates that are trusted; left out, those the JVM trusts.");
  }
}

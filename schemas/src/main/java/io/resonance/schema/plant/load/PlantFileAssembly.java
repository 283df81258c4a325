package io.resonance.schema.plant.load;

import io.resonance.schema.plant.AgentAccess;
import io.resonance.schema.plant.AgentDevice;
import io.resonance.schema.plant.Checkpoints;
import io.resonance.schema.plant.ConditionSource;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.HttpProxy;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.MesAccess;
import io.resonance.schema.plant.MesAnswers;
import io.resonance.schema.plant.MesCallbacks;
import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.plant.MtConnectAgent;
import io.resonance.schema.plant.MtConnectSection;
import io.resonance.schema.plant.NodeWrite;
import io.resonance.schema.plant.OpcUaDiscovery;
import io.resonance.schema.plant.OpcUaSection;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.Plant;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsIdentity;
import io.resonance.schema.plant.TlsTrust;
import io.resonance.schema.plant.ViolationSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the records of a file in which nothing is wrong. */
final class PlantFileAssembly {

  private final LocalPaths paths;
  private final RulePackFiles rulePacks;

  PlantFileAssembly(LocalPaths paths, RulePackFiles rulePacks) {
    this.paths = paths;
    this.rulePacks = rulePacks;
  }

  PlantFile assemble(Fields top) {
    return new PlantFile(
        plant(section(top, "plant")),
        profile(section(top, "profile")),
        kafka(section(top, "kafka")),
        registry(section(top, "registry")),
        top.section("mes").map(this::mes).orElseGet(MesTarget.None::new),
        checkpoints(section(top, "checkpoints")),
        top.section("opcua").map(this::opcua).orElseGet(OpcUaSection::none),
        top.section("mtconnect").map(this::mtconnect).orElseGet(MtConnectSection::none),
        top.sections("equipment").stream().map(PlantFileAssembly::equipment).toList(),
        top.sections("models").stream().map(this::model).toList());
  }

  private static Fields section(Fields top, String key) {
    return top.section(key).orElseThrow();
  }

  private static Plant plant(Fields fields) {
    return new Plant(fields.text("id"), fields.text("enterprise"), fields.text("site"));
  }

  private ProfileReference profile(Fields fields) {
    Map<String, Map<String, String>> byRule = new HashMap<>();
    fields
        .entries("parameters")
        .forEach(
            (rule, parameters) -> {
              Map<String, String> values = new HashMap<>();
              ((Map<?, ?>) parameters.value())
                  .forEach((name, value) -> values.put((String) name, ((Field) value).spelled()));
              byRule.put(rule, values);
            });
    return new ProfileReference(
        fields.text("id"),
        byRule,
        rulePacks.texts(fields),
        fields
            .section("violations")
            .map(PlantFileAssembly::violations)
            .orElse(ViolationSettings.DEFAULT),
        fields.duration("health-interval"));
  }

  private static ViolationSettings violations(Fields fields) {
    return new ViolationSettings(
        fields.duration("reopen-within"),
        fields.number("flood-first"),
        fields.duration("flood-interval"));
  }

  private KafkaTarget kafka(Fields fields) {
    Map<String, String> plain = new HashMap<>();
    Map<String, Secret> secret = new HashMap<>();
    fields
        .entries("properties")
        .forEach(
            (name, field) -> {
              if (field.value() instanceof Secret reference) {
                secret.put(name, paths.resolve(reference));
              } else {
                plain.put(name, field.spelled());
              }
            });
    return new KafkaTarget(
        fields.text("bootstrap"),
        fields.text("prefix"),
        KafkaTarget.Guarantee.valueOf(constant(fields, "guarantee")),
        fields.number("partitions"),
        fields.number("replication"),
        plain,
        secret);
  }

  private RegistryTarget registry(Fields fields) {
    return new RegistryTarget(fields.text("url"), credentials(fields), trust(fields));
  }

  private MesTarget mes(Fields fields) {
    MesMessaging messaging =
        new MesMessaging(
            MesTarget.Confirmation.valueOf(constant(fields, "confirmation")),
            MesMessaging.Format.valueOf(constant(fields, "format")),
            fields.number("messages-per-minute"),
            fields.sections("messages").stream().map(PlantFileAssembly::messageRule).toList());
    if (fields.has("topics")) {
      return new MesTarget.KafkaTopics(fields.text("topics"), messaging, mesAnswers(fields));
    }
    return new MesTarget.Http(
        fields.text("url"),
        new MesAccess(mesCredentials(fields), trust(fields), identity(fields)),
        messaging,
        fields.duration("request-timeout"),
        mesAnswers(fields));
  }

  private MesAnswers mesAnswers(Fields mes) {
    return mes.section("answers")
        .<MesAnswers>map(
            answers ->
                new MesAnswers.OnTopic(
                    answers.text("topic"),
                    answers.duration("timeout"),
                    MesAnswers.OnTimeout.valueOf(constant(answers, "on-timeout")),
                    answers.number("resends"),
                    answers
                        .section("callbacks")
                        .<MesCallbacks>map(this::callbacks)
                        .orElseGet(MesCallbacks.None::new)))
        .orElseGet(MesAnswers.InResponse::new);
  }

  private MesCallbacks callbacks(Fields fields) {
    String listen = fields.text("listen");
    int colon = listen.lastIndexOf(':');
    return new MesCallbacks.Listener(
        listen.substring(0, colon),
        Integer.parseInt(listen.substring(colon + 1)),
        fields.secret("token").map(paths::resolve).orElseGet(Secret::none),
        identity(fields, "certificate", "key", "key-password"),
        trust(fields));
  }

  private static MesMessageRule messageRule(Fields rule) {
    MesMessageRule.Kind kind = MesMessageRule.Kind.valueOf(constant(rule, "record"));
    return new MesMessageRule(
        kind,
        texts(rule, "equipment"),
        texts(rule, kind == MesMessageRule.Kind.VIOLATION ? "rules" : "models"),
        texts(rule, "severity"),
        MesMessageRule.Message.valueOf(constant(rule, "message")),
        rule.maybeText("text").orElse(""));
  }

  private static List<String> texts(Fields fields, String key) {
    return fields.items(key).stream().map(item -> item.as(String.class)).toList();
  }

  private Credentials mesCredentials(Fields fields) {
    Optional<Secret> key = fields.secret("api-key").map(paths::resolve);
    if (key.isPresent()) {
      return new Credentials.ApiKey(fields.text("api-key-header"), key.get());
    }
    if (fields.has("token-url")) {
      return new Credentials.ClientCredentials(
          fields.text("token-url"),
          fields.text("client-id"),
          fields.secret("client-secret").map(paths::resolve).orElseThrow(),
          fields.maybeText("scope").orElse(""));
    }
    return credentials(fields);
  }

  private Checkpoints checkpoints(Fields fields) {
    return new Checkpoints(paths.storageUri(fields.text("folder")), fields.duration("interval"));
  }

  private OpcUaSection opcua(Fields fields) {
    return new OpcUaSection(
        fields.text("application-uri"),
        absolute(fields.text("pki")),
        fields.secret("key-password").map(paths::resolve).orElseGet(Secret::none),
        fields.sections("servers").stream().map(this::server).toList());
  }

  private OpcUaServer server(Fields fields) {
    return new OpcUaServer(
        fields.text("id"),
        fields.text("url"),
        SecurityCheck.policy(fields).orElseThrow(),
        OpcUaServer.SecurityMode.valueOf(constant(fields, "security-mode")),
        fields.items("accepted-risks").stream()
            .map(risk -> OpcUaServer.AcceptedRisk.valueOf(constant(risk.as(String.class))))
            .collect(Collectors.toUnmodifiableSet()),
        fields.has("user-certificate") ? userCertificate(fields) : credentials(fields),
        fields.duration("publishing-interval"),
        fields.duration("sampling-interval"),
        fields.duration("survive-outage"),
        fields.duration("rebrowse-interval"),
        fields.sections("writes").stream().map(PlantFileAssembly::nodeWrite).toList());
  }

  private static NodeWrite nodeWrite(Fields write) {
    MesMessageRule.Kind kind = MesMessageRule.Kind.valueOf(constant(write, "record"));
    return new NodeWrite(
        write.text("node"),
        NodeWrite.Value.valueOf(constant(write, "value")),
        kind,
        texts(write, "equipment"),
        texts(write, kind == MesMessageRule.Kind.VIOLATION ? "rules" : "models"),
        texts(write, "severity"));
  }

  private MtConnectSection mtconnect(Fields fields) {
    return new MtConnectSection(fields.sections("agents").stream().map(this::agent).toList());
  }

  private MtConnectAgent agent(Fields fields) {
    return new MtConnectAgent(
        fields.text("id"),
        fields.text("url"),
        new AgentAccess(credentials(fields), trust(fields), identity(fields), proxy(fields)),
        fields.duration("interval"),
        fields.duration("survive-outage"),
        MtConnectAgent.SplitBy.valueOf(fields.text("split-by").toUpperCase(Locale.ROOT)));
  }

  private static Equipment equipment(Fields fields) {
    List<PropertyMapping> properties =
        fields.sections("properties").stream()
            .map(
                mapping ->
                    new PropertyMapping(
                        mapping.text("property"),
                        mapping.text("endpoint"),
                        mapping.text("address"),
                        mapping.text("unit"),
                        words(mapping)))
            .toList();
    List<AgentDevice> devices =
        fields.sections("devices").stream()
            .map(use -> new AgentDevice(use.text("agent"), use.text("device")))
            .toList();
    return new Equipment(
        fields.text("id"),
        fields.text("path"),
        fields.text("category"),
        properties,
        devices,
        fields.sections("conditions").stream()
            .map(use -> new ConditionSource(use.text("endpoint"), use.text("source")))
            .toList(),
        fields.sections("discover").stream().map(PlantFileAssembly::discovery).toList());
  }

  private static Map<String, String> words(Fields mapping) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Field item : mapping.items("words")) {
      String[] sides = item.as(String.class).split("=", 2);
      words.put(sides[0].strip(), sides[1].strip());
    }
    return words;
  }

  private static OpcUaDiscovery discovery(Fields fields) {
    return new OpcUaDiscovery(
        fields.text("endpoint"),
        fields.text("under"),
        fields.text("glob"),
        fields.text("type"),
        fields.items("exclude").stream().map(glob -> glob.as(String.class)).toList(),
        fields.number("at-most"));
  }

  private ModelUse model(Fields fields) {
    return new ModelUse(
        fields.text("id"),
        absolute(fields.text("package")),
        fields.text("sha256").toLowerCase(Locale.ROOT),
        fields.items("equipment").stream().map(id -> id.as(String.class)).toList());
  }

  private Credentials userCertificate(Fields fields) {
    return new Credentials.UserCertificate(
        absolute(fields.text("user-certificate")),
        absolute(fields.text("user-key")),
        fields.secret("user-key-password").map(paths::resolve).orElseGet(Secret::none));
  }

  private Credentials credentials(Fields fields) {
    Optional<Secret> token = fields.secret("token").map(paths::resolve);
    if (token.isPresent()) {
      return new Credentials.Bearer(token.get());
    }
    return fields
        .secret("password")
        .map(paths::resolve)
        .<Credentials>map(password -> new Credentials.UserPassword(fields.text("user"), password))
        .orElseGet(Credentials.None::new);
  }

  private TlsIdentity identity(Fields fields) {
    return fields.has("client-certificate")
        ? identity(fields, "client-certificate", "client-key", "client-key-password")
        : new TlsIdentity.None();
  }

  private TlsIdentity identity(
      Fields fields, String certificateKey, String keyKey, String passwordKey) {
    String certificate = absolute(fields.text(certificateKey));
    Secret password = fields.secret(passwordKey).map(paths::resolve).orElseGet(Secret::none);
    return fields
        .maybeText(keyKey)
        .<TlsIdentity>map(key -> new TlsIdentity.PemFiles(certificate, absolute(key), password))
        .orElseGet(() -> new TlsIdentity.Pkcs12File(certificate, password));
  }

  private HttpProxy proxy(Fields fields) {
    if (!fields.has("proxy")) {
      return new HttpProxy.None();
    }
    Credentials login =
        fields
            .secret("proxy-password")
            .map(paths::resolve)
            .<Credentials>map(
                password -> new Credentials.UserPassword(fields.text("proxy-user"), password))
            .orElseGet(Credentials.None::new);
    return new HttpProxy.Via(fields.text("proxy"), login);
  }

  private TlsTrust trust(Fields fields) {
    return fields
        .maybeText("trust")
        .<TlsTrust>map(path -> new TlsTrust.PemFile(absolute(path)))
        .orElseGet(TlsTrust.Platform::new);
  }

  private String absolute(String spelled) {
    return paths.resolve(spelled).orElseThrow().toString();
  }

  // the words of the file are the constants in lower case with dashes
  private static String constant(Fields fields, String key) {
    return constant(fields.text(key));
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}

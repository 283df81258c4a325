package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantFileLoaderTest {

  // echo -n model | sha256sum
  private static final String MODEL_SHA256 =
      "9372C470EEADD5ECD9C3C74C2B3CB633F8E2F2FAD799250A0F70D652B6B825E4";

  private static final String MINIMAL =
      """
      resonance: 1
      plant: {id: shenyang, enterprise: Acme, site: Shenyang}
      kafka: {bootstrap: "kafka-1:9092, kafka-2:9092", prefix: acme.shenyang}
      registry:
        url: https://registry:8081
        user: resonance
        password: ${file:secrets/registry}
        trust: ca.pem
      checkpoints: {folder: state/checkpoints}
      opcua:
        application-uri: urn:acme:shenyang:resonance
        pki: pki
        servers:
          - {id: mill, url: "opc.tcp://mill:4840", security-mode: none, i-accept-no-security: true}
      equipment:
        - id: MILL-01
          path: Hall-1/MILL-01
          category: machine-tool
          properties:
            - {property: spindle-speed, endpoint: mill, address: "nsu=urn:acme:mill;s=Speed"}
      models:
        - {id: condition, package: model, sha256: %s, equipment: [MILL-01]}
      """
          .formatted(MODEL_SHA256);

  @TempDir Path folder;

  @Test
  void readsAFileWithTheFilesOfThisMachine() throws IOException {
    PlantFile file = accepted(loadBesideRealFiles(MINIMAL));

    assertThat(file.kafka().bootstrap()).isEqualTo("kafka-1:9092,kafka-2:9092");
    assertThat(file.mes()).isEqualTo(new MesTarget.None());
    assertThat(file.mtconnect().agents()).isEmpty();
    assertThat(file.profile().id()).isEqualTo("mdr-profile-0.1");
    assertThat(file.models().get(0).sha256()).isEqualTo(MODEL_SHA256.toLowerCase(Locale.ROOT));
  }

  @Test
  void makesEveryPathAbsolute() throws IOException {
    PlantFile file = accepted(loadBesideRealFiles(MINIMAL));

    assertThat(file.registry().credentials())
        .isEqualTo(
            new Credentials.UserPassword(
                "resonance",
                new Secret(Secret.Scheme.FILE, folder.resolve("secrets/registry").toString())));
    assertThat(file.registry().trust())
        .isEqualTo(new TlsTrust.PemFile(folder.resolve("ca.pem").toString()));
    assertThat(file.checkpoints().folder())
        .isEqualTo("file://" + folder.resolve("state/checkpoints"));
    assertThat(file.opcua().pki()).isEqualTo(folder.resolve("pki").toString());
    assertThat(file.models().get(0).packageFolder()).isEqualTo(folder.resolve("model").toString());
  }

  @Test
  void takesThePolicyNoneWithTheModeNone() throws IOException {
    OpcUaServer server = accepted(loadBesideRealFiles(MINIMAL)).opcua().servers().get(0);

    assertThat(server.securityPolicy()).isEqualTo("None");
    assertThat(server.securityMode()).isEqualTo(OpcUaServer.SecurityMode.NONE);
  }

  @Test
  void givesBothHashesWhenTheModelIsNotTheApprovedOne() throws IOException {
    String other = "a".repeat(64);

    assertThat(reasons(loadBesideRealFiles(MINIMAL.replace(MODEL_SHA256, other))))
        .containsExactly(
            "The file any.onnx is not the approved model: its SHA-256 is %s, approved is %s."
                .formatted(MODEL_SHA256.toLowerCase(Locale.ROOT), other));
  }

  @Test
  void allowsAliasesOfWholeValues() throws IOException {
    String yaml =
        MINIMAL
            .replace("enterprise: Acme, site: Shenyang", "enterprise: &name Acme, site: *name")
            .replace("[MILL-01]", "&all [MILL-01]");

    assertThat(accepted(loadBesideRealFiles(yaml)).plant().site()).isEqualTo("Acme");
  }

  @Test
  void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
    assertThat(accepted(loadBesideRealFiles("\uFEFF" + MINIMAL)).plant().id())
        .isEqualTo("shenyang");
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path absent = folder.resolve("absent.yaml");

    assertThat(load(absent).problems())
        .extracting(Problem::render)
        .containsExactly(
            absent
                + " error: The plant file cannot be read: it does not exist.\n  next: Check the path and the permissions of the file.");
  }

  @Test
  void namesAFolderInPlaceOfAFile() {
    assertThat(reasons(load(folder)))
        .containsExactly("The plant file cannot be read: it is a folder.");
  }

  @Test
  void refusesAFileBeyondFourMebibytes() throws IOException {
    assertThat(reasons(load(write("#".repeat(YamlText.MOST_BYTES + 1)))))
        .containsExactly("The file is larger than 4 MiB, the most that is read.");
  }

  @Test
  void showsWhereAFileIsNotInUtf8() throws IOException {
    Path file = folder.resolve("latin1.yaml");
    Files.write(file, "resonance: 1\nplant: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(load(file).problems().get(0).oneLine())
        .isEqualTo(
            file
                + ":2:8: error: The file is not in UTF-8: the byte 0xE9 stands here. Next: Save it as UTF-8.");
  }

  @Test
  void showsWhereACharacterIsNotPossible() throws IOException {
    assertThat(load(write("resonance: 1\nplant: \u0007")).problems().get(0).oneLine())
        .contains(":2:8: error: The character U+0007 is not possible in YAML.");
  }

  @Test
  void refusesDeepNesting() throws IOException {
    assertThat(reasons(load(write("[".repeat(100_000)))))
        .containsExactly("This is not YAML: more than 32 levels are nested.");
  }

  @Test
  void refusesAFileThatUnfoldsByAliases() throws IOException {
    StringBuilder yaml = new StringBuilder("plant: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("k%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
    }

    assertThat(load(write(yaml.toString())).problems().get(0).reason())
        .startsWith("This is not YAML that can be read: Number of aliases");
  }

  @Test
  void refusesAFileThatHoldsTooManyValues() throws IOException {
    String many = "MILL-01, ".repeat(20_000);
    String aliases = "- *m\n".indent(2).repeat(60);
    String yaml =
        MINIMAL.replaceFirst("  - \\{id: condition.*\n", "")
            + "  - &m {id: condition, package: model, sha256: a, equipment: [%s]}\n".formatted(many)
            + aliases;

    assertThat(reasons(load(write(yaml))))
        .contains("The file holds more than 500,000 values, counting those of aliases each time.");
  }

  @Test
  void givesAResultForLongTextEverywhere() throws IOException {
    for (String part :
        List.of("a/", "a,", "a-", "a:b@", "nsu=a;s=", "1", "x:", "${env:A}", "opc.tcp://a")) {
      String text = part.repeat(4000 / part.length()) + "b";
      String yaml =
          MINIMAL.replaceAll(
              "(: )[A-Za-z0-9./:-]+(?=[,}\\n])", "$1\"" + Matcher.quoteReplacement(text) + "\"");

      assertThat(load(write(yaml)).problems()).isNotEmpty();
    }
  }

  @Test
  void showsErrorsBeforeWarningsWhenThereAreVeryMany() throws IOException {
    String agents =
        IntStream.range(0, 300)
            .mapToObj("  - {id: a%03d, url: http://same}\n"::formatted)
            .collect(Collectors.joining());
    PlantFileResult result =
        load(write(MINIMAL + "mtconnect:\n  agents:\n" + agents.indent(2) + "unknown: 1\n"));

    assertThat(result.problems())
        .extracting(Problem::reason)
        .contains("The key 'unknown' is not known.");
  }

  @Test
  void countsProblemsBeyondTwoHundred() throws IOException {
    StringBuilder yaml = new StringBuilder(MINIMAL);
    for (int i = 0; i < 300; i++) {
      yaml.append("k%03d: 1\n".formatted(i));
    }
    List<Problem> problems = load(write(yaml.toString())).problems();

    assertThat(problems).hasSize(Problems.MOST + 1);
    assertThat(problems.get(Problems.MOST).reason()).matches("There are 10\\d problems more\\.");
  }

  @Test
  void namesTheFileAsTheCallerDid() throws IOException {
    write("resonance: 2");
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("plant.yaml"));

    assertThat(load(relative).problems().get(0).file()).isEqualTo(relative.toString());
  }

  private PlantFileResult loadBesideRealFiles(String yaml) throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    Files.createDirectories(folder.resolve("pki"));
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("secrets/registry"), "secret\n");
    Files.writeString(folder.resolve("model/model.yaml"), "id: condition");
    Files.writeString(folder.resolve("model/any.onnx"), "model");
    try (InputStream pem = getClass().getResourceAsStream("/plant-file/ca.pem")) {
      Files.write(folder.resolve("ca.pem"), pem.readAllBytes());
    }
    return load(write(yaml));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("plant.yaml"), yaml);
  }

  private static PlantFileResult load(Path file) {
    return new PlantFileLoader(VocabularyCheck.acceptAll()).load(file);
  }

  private static PlantFile accepted(PlantFileResult result) {
    assertThat(result.problems()).extracting(Problem::oneLine).isEmpty();
    return ((PlantFileResult.Accepted) result).plantFile();
  }

  private static List<String> reasons(PlantFileResult result) {
    assertThat(result).isInstanceOf(PlantFileResult.Refused.class);
    return result.problems().stream().map(Problem::reason).toList();
  }
}

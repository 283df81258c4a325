package io.resonance.connector.opcua.client.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorQuirksFileTest {

  private static final String TEXT =
      """
      # a comment
      [small]
      manufacturer = ACME*
      version = V1.*
      nodes-per-browse = 10
      note = Be patient.

      [large]
      manufacturer = ACME*
      sessions = 4
      """;

  private static ServerBuild build(String manufacturer, String version) {
    return new ServerBuild(manufacturer, "PLC", "urn:acme:plc", version);
  }

  private static String kind(ServerBuild build) {
    return VendorQuirksFile.parse("test.ini", TEXT).stream()
        .filter(kind -> kind.fits(build))
        .findFirst()
        .map(VendorQuirks::name)
        .orElse("");
  }

  @Test
  void takesTheFirstSectionThatFits() {
    assertThat(kind(build("Acme Ltd.", "V1.9"))).isEqualTo("small");
    assertThat(kind(build("Acme Ltd.", "V2.0"))).isEqualTo("large");
    assertThat(kind(build("Other", "V1.9"))).isEmpty();
  }

  @Test
  void readsFiguresAndNotes() {
    List<VendorQuirks> kinds = VendorQuirksFile.parse("test.ini", TEXT);
    assertThat(kinds.get(0).limits()).isEqualTo(Map.of(Limit.NODES_PER_BROWSE, 10));
    assertThat(kinds.get(0).notes()).containsExactly("Be patient.");
  }

  @Test
  void readsTheShippedFile() {
    ServerBuild controller =
        new ServerBuild("Siemens AG", "CPU 1516", "https://www.siemens.com/s7-1500", "V3.0");
    assertThat(VendorQuirksFile.of(controller).orElseThrow().limits())
        .containsEntry(Limit.NODES_PER_READ, 100);
    assertThat(VendorQuirksFile.of(build("unheard of", "1"))).isEmpty();
  }

  @Test
  void usesTheSmallestOfServerKindAndSense() {
    OperationLimits limits =
        new OperationLimits(
            Map.of(Limit.NODES_PER_BROWSE, 100, Limit.NODES_PER_READ, 1_000_000),
            Map.of(Limit.NODES_PER_BROWSE, 50));
    assertThat(limits.of(Limit.NODES_PER_BROWSE)).isEqualTo(50);
    assertThat(limits.of(Limit.NODES_PER_READ)).isEqualTo(1_000);
    assertThat(limits.of(Limit.ITEMS_PER_CALL)).isEqualTo(1_000);
    assertThat(limits.saidByServer(Limit.NODES_PER_BROWSE)).hasValue(100);
    assertThat(limits.knownOfKind(Limit.NODES_PER_READ)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes = 1                                   | 3: `nodes` is no key",
        "nodes-per-read = 0                          | 3: `nodes-per-read` is `0`, which is no whole number",
        "nodes-per-read = many                       | 3: `nodes-per-read` is `many`",
        "nodes-per-read =                            | 3: `nodes-per-read` has no value",
        "hello                                       | 3: `hello` is neither a section nor a key",
      })
  void saysTheLineOfWhatIsWrong(String line, String message) {
    assertThatThrownBy(
            () -> VendorQuirksFile.parse("q.ini", "[a]\nmanufacturer = x\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("q.ini:" + message);
  }

  @Test
  void refusesASectionThatFitsEverything() {
    assertThatThrownBy(() -> VendorQuirksFile.parse("q.ini", "[a]\nsessions = 1\n"))
        .hasMessageContaining("fits every server");
  }
}

package io.resonance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.testbed.opcua.pki.CertificateSpec;
import io.resonance.testbed.opcua.pki.TestAuthority;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrustCommandTest {

  @TempDir Path folder;

  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void refuseAServer() throws Exception {
    TestAuthority.selfSigned(CertificateSpec.application("mill", "urn:mill", "mill"))
        .writeTo(folder.resolve("pki/rejected/a.der"));
  }

  @Test
  void listsTrustsAndRemovesByPlantFile() throws Exception {
    String plant = plantFile().toString();
    assertThat(execute("opcua", "trust", "--plant", plant)).isZero();
    assertThat(out.toString())
        .contains("own: none", "trusted: none", "refused:", "CN=mill", "days left");

    assertThat(execute("opcua", "trust", "--plant", plant, "--json")).isZero();
    String thumbprint = new ObjectMapper().readTree(out.toString()).get("thumbprint").textValue();

    assertThat(execute("opcua", "trust", "--plant", plant, thumbprint)).isZero();
    assertThat(out.toString()).contains("trusted: ", "CN=mill");
    assertThat(folder.resolve("pki/trusted/" + thumbprint + ".der")).exists();

    assertThat(execute("opcua", "trust", "--plant", plant, "--remove", thumbprint)).isZero();
    assertThat(folder.resolve("pki/rejected/" + thumbprint + ".der")).exists();
  }

  @Test
  void saysWhatIsWrongWithoutAStackTrace() {
    String pki = folder.resolve("pki").toString();
    assertThat(execute("opcua", "trust", "--pki", pki, "abc")).isEqualTo(1);
    assertThat(err.toString()).contains("error: abc is not a thumbprint").doesNotContain("\tat ");
    assertThat(execute("opcua", "trust", "--pki", pki, "--remove")).isEqualTo(2);
    assertThat(execute("opcua")).isEqualTo(2);
    assertThat(err.toString()).contains("Say which command: browse, doctor, read, trust");
  }

  private Path plantFile() throws Exception {
    return Files.writeString(
        folder.resolve("plant.yaml"),
        """
        resonance: 1
        plant: {id: p, enterprise: E, site: S}
        kafka: {bootstrap: "127.0.0.1:1", prefix: p}
        registry: {url: "http://127.0.0.1:1"}
        checkpoints: {folder: checkpoints}
        opcua:
          application-uri: urn:p
          pki: pki
          servers:
            - {id: mill, url: "opc.tcp://mill:4840"}
        equipment:
          - id: M
            path: M
            category: machine-tool
            properties:
              - {property: spindle-speed, endpoint: mill, address: "nsu=urn:a;s=b"}
        """);
  }

  private int execute(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command = Resonance.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}

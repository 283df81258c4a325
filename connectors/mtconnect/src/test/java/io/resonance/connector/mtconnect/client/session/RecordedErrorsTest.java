package io.resonance.connector.mtconnect.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Every MTConnectError document a reference agent was recorded to answer, by version. */
class RecordedErrorsTest extends SessionFixture {
  private static final Set<String> ELSEWHERE = Set.of("OUT_OF_RANGE", "QUERY_ERROR");

  static Stream<Path> recorded() throws IOException {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      return Stream.of(folder);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("error-"))
          .toList()
          .stream();
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("corpus.dir", "absent"), "mtconnect", "recorded-agent");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void saysWhatTheAgentSays(Path file) throws Exception {
    Assumptions.assumeTrue(Files.isRegularFile(file));
    byte[] bytes = Files.readAllBytes(file);
    AgentDocument document =
        new AaltoStreamsParser(DocumentLimits.standard())
            .parse(bytes, 0, bytes.length, new MtConnectBatchBuilder("a"));
    Element expected = error(file);
    assertThat(((AgentDocument.Errors) document).errors())
        .containsExactly(
            new AgentDocument.AgentError(
                expected.getAttribute("errorCode"), expected.getTextContent().strip()));
  }

  // Statuses 200, 400 and 404 came with errors, by version (http-status.txt).
  @ParameterizedTest
  @MethodSource("recorded")
  void isSurvivedWithEveryStatusAgentsUseForErrors(Path file) throws Exception {
    Assumptions.assumeTrue(Files.isRegularFile(file));
    String code = error(file).getAttribute("errorCode");
    for (int status : List.of(200, 400, 404)) {
      AgentSession session = streaming();
      transport.last().fail("cut");
      after(session, Duration.ofSeconds(1));
      FakeAgentTransport.Sent asked = transport.last();
      asked.refuse(status, Files.readString(file));
      after(session, Duration.ofSeconds(1));
      if (ELSEWHERE.contains(code)) {
        assertThat(transport.last().target.toString()).as(code).endsWith("/sample?count=1");
        transport.last().answer(document(1, 2, line(1)));
        session.tick();
      }
      assertThat(transport.last().target.toString()).as(code).contains("/sample?from=3&");
      transport.last().head(STREAM);
      transport.last().bytes(part(3, 4, line(3)));
      assertThat(lastGap().phase()).isEqualTo(MtConnectGap.Phase.HEALED);
    }
  }

  // 2.6 names the error by an element of its own and gives more than a text.
  @Test
  void readsTheTypedErrorsOfVersion26() throws Exception {
    String typed =
        "<MTConnectError xmlns=\"urn:mtconnect.org:MTConnectError:2.6\"><Header/><Errors>"
            + "<OutOfRange errorCode=\"OUT_OF_RANGE\"><URI>http://a/sample</URI>"
            + "<Request>SAMPLE</Request><ErrorMessage>'from' is too low</ErrorMessage>"
            + "<QueryParameter name=\"from\"><Value>1</Value></QueryParameter></OutOfRange>"
            + "<InvalidParameterValue errorCode=\"INVALID_PARAMETER_VALUE\"><ErrorMessage>no"
            + "</ErrorMessage></InvalidParameterValue></Errors></MTConnectError>";
    byte[] bytes = typed.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    AgentDocument.Errors errors =
        (AgentDocument.Errors)
            new AaltoStreamsParser(DocumentLimits.standard())
                .parse(bytes, 0, bytes.length, new MtConnectBatchBuilder("a"));
    assertThat(errors.errors())
        .extracting(AgentDocument.AgentError::code)
        .containsExactly("OUT_OF_RANGE", "INVALID_PARAMETER_VALUE");
    assertThat(errors.errors().get(0).text()).contains("'from' is too low");
    assertThat(errors.outOfRange()).isTrue();
  }

  @Test
  void knowsThatTheRecordingsHaveEveryVersion() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(folder()));
    assertThat(recorded())
        .extracting(each -> each.getParent().getFileName().toString())
        .contains("1.3", "2.0", "2.5");
    assertThat(recorded().count()).isGreaterThanOrEqualTo(20);
  }

  private static Element error(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return (Element)
        factory
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagNameNS("*", "Error")
            .item(0);
  }
}

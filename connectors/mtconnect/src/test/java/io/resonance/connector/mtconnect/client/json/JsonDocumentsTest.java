package io.resonance.connector.mtconnect.client.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.streams.AaltoStreamsParser;
import io.resonance.connector.mtconnect.client.streams.StreamsParser;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.testbed.mtconnect.AgentFormat;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {
  private static final DocumentLimits LIMITS = DocumentLimits.standard();

  private final StreamsParser parser =
      new JsonStreamsParser(new AaltoStreamsParser(LIMITS), LIMITS);
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");

  @ParameterizedTest
  @ValueSource(strings = {"1.3", "2.0", "2.5"})
  void readsTheRecordedStateAsItsXmlTwin(String version) throws Exception {
    MtConnectBatch xml = parse(bytes("recorded-agent/" + version + "/current.xml"));
    byte[] json = bytes("recorded-agent/" + version + "/current.json");
    MtConnectBatch read = parse(json);
    assertThat(read.size()).isEqualTo(occurrences(new String(json, UTF_8), "\"sequence\":"));
    Map<Long, String> bySequence = rows(xml);
    long common =
        rows(read).entrySet().stream()
            .filter(row -> bySequence.containsKey(row.getKey()))
            .peek(row -> assertThat(row.getValue()).isEqualTo(bySequence.get(row.getKey())))
            .count();
    assertThat(common).isGreaterThan(100);
    assertThat(read.oddities()).isEmpty();
  }

  @Test
  void readsStateAndDevicesOfAnotherAgent() throws Exception {
    byte[] streams = bytes("mtconnect.net/json/MTConnectStreamsResponseDocument.json");
    assertThat(parse(streams).size())
        .isEqualTo(occurrences(new String(streams, UTF_8), "\"sequence\":"));
    byte[] json = bytes("mtconnect.net/json/MTConnectDevicesResponseDocument.json");
    byte[] xml = new JsonDocuments(LIMITS).toXml(json, 0, json.length);
    DevicesParser.Devices devices = new DevicesParser(LIMITS).parse(xml);
    assertThat(devices.devices()).contains("agent", "M12346");
    assertThat(devices.dataItems())
        .hasSize(occurrences(new String(json, UTF_8), "\"category\":"))
        .anySatisfy(
            item -> {
              assertThat(item.componentPath()).isEqualTo("Axes[base]/Linear[X]");
              assertThat(item.units()).isEqualTo("MILLIMETER");
            });
  }

  @ParameterizedTest
  @CsvSource({"JSON_V1", "JSON_V2"})
  void givesTheSameBatchAsXmlForTheNistDocuments(AgentFormat format) throws Exception {
    try (SimulatedAgent agent =
        SimulatedAgent.replay(Corpus.nist(), Corpus.path("nist-smstestbed/Devices.xml"))
            .formats(AgentFormat.XML, format)
            .start()) {
      for (String request : List.of("/current", "/sample?count=50000")) {
        MtConnectBatch xml = parse(get(agent, request, "text/xml"));
        MtConnectBatch json = parse(get(agent, request, "application/json"));
        assertThat(json.size()).isEqualTo(xml.size()).isPositive();
        assertThat(json.instanceId()).isEqualTo(xml.instanceId());
        for (int row = 0; row < xml.size(); row++) {
          assertThat(row(json, row)).isEqualTo(row(xml, row));
          assertThat(json.dataItem(row)).isEqualTo(xml.dataItem(row));
        }
        assertThat(json.conditions()).isEqualTo(xml.conditions());
      }
      byte[] json = get(agent, "/probe", "application/json");
      byte[] asXml = new JsonDocuments(LIMITS).toXml(json, 0, json.length);
      assertThat(new DevicesParser(LIMITS).parse(asXml).dataItems())
          .isEqualTo(new DevicesParser(LIMITS).parse(get(agent, "/probe", "text/xml")).dataItems());
    }
  }

  @Test
  void readsSetsTablesSeriesAndVendorsElements() throws Exception {
    MtConnectBatch batch =
        parse(
            streams(
                """
                "Samples":{"AngleTimeSeries":[{"dataItemId":"a","sequence":1,"timestamp":"2026-01-01T00:00:00Z","sampleCount":3,"value":[1.0,2.5,-3]}]},
                "Events":{"VariableDataSet":[{"value":{"a":1,"b":"x y","c":{"removed":true}},"dataItemId":"s","sequence":2,"timestamp":"2026-01-01T00:00:01Z"}],
                "WorkOffsetTable":[{"value":{"G54":{"X":1.5,"Y":{"removed":true}},"G55":{"removed":true}},"dataItemId":"t","sequence":3,"timestamp":"2026-01-01T00:00:01Z"}],
                "x:Tool\\u0047roup":[{"value":"a<b & \\"c\\"","dataItemId":"v","sequence":4,"timestamp":"2026-01-01T00:00:01Z"}]}
                """));
    assertThat(batch.doubles(0)).containsExactly(1, 2.5, -3);
    assertThat(batch.entries(1))
        .containsExactly(
            new MtConnectBatch.Entry("a", "", "1", false),
            new MtConnectBatch.Entry("b", "", "x y", false),
            new MtConnectBatch.Entry("c", "", "", true));
    assertThat(batch.entries(2))
        .containsExactly(
            new MtConnectBatch.Entry("G54", "X", "1.5", false),
            new MtConnectBatch.Entry("G54", "Y", "", true),
            new MtConnectBatch.Entry("G55", "", "", true));
    assertThat(batch.dataItem(3).type()).isEqualTo("x:ToolGroup");
    assertThat(batch.text(3)).isEqualTo("a<b & \"c\"");
  }

  @Test
  void readsErrorsOfBothVersions() throws Exception {
    String header = "\"Header\":{\"instanceId\":1}";
    for (String errors :
        List.of(
            "[{\"Error\":{\"errorCode\":\"OUT_OF_RANGE\",\"value\":\"too far\"}}]",
            "{\"Error\":[{\"errorCode\":\"OUT_OF_RANGE\",\"value\":\"too far\"}]}")) {
      byte[] json =
          "{\"MTConnectError\":{\"jsonVersion\":2,%s,\"Errors\":%s}}"
              .formatted(header, errors)
              .getBytes(UTF_8);
      AgentDocument read = parser.parse(json, 0, json.length, columns);
      assertThat(((AgentDocument.Errors) read).errors())
          .containsExactly(new AgentDocument.AgentError("OUT_OF_RANGE", "too far"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"MTConnectStreams\":{\"Header\":{} | Not well-formed JSON",
        "{\"MTConnectStreams\":[1,2]} | is not expected",
        "{\"MTConnectStreams\":{\"A\":[[1]]}} | is a list of lists",
        "{\"MTConnectStreams\":{\"A B\":{}}} | can be no element",
        "{\"MTConnectStreams\":{\"\":1}} | can be no attribute",
        "{\"MTConnectStreams\":{}} x | Not well-formed JSON",
        "{\"Other\":{}} | not MTConnectStreams"
      })
  void refusesWhatIsNoDocument(String json, String why) {
    byte[] bytes = json.getBytes(UTF_8);
    assertThatThrownBy(() -> parser.parse(bytes, 0, bytes.length, columns))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    byte[] deep = ("{\"A\":".repeat(100_000) + "1").getBytes(UTF_8);
    assertThatThrownBy(() -> parser.parse(deep, 0, deep.length, columns))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining("nesting depth");
    byte[] longText =
        streams("\"Events\":{\"Line\":[{\"value\":\"" + "x".repeat(2 << 20) + "\"}]}");
    assertThatThrownBy(() -> parser.parse(longText, 0, longText.length, columns))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining("String value length");
  }

  private static byte[] streams(String sections) {
    return """
        {"MTConnectStreams":{"jsonVersion":2,"Header":{"instanceId":1,"firstSequence":1,"lastSequence":9,"nextSequence":10},
        "Streams":{"DeviceStream":[{"name":"d","ComponentStream":[{"component":"Path","componentId":"p",%s}]}]}}}
        """
        .formatted(sections)
        .getBytes(UTF_8);
  }

  private MtConnectBatch parse(byte[] bytes) throws MtConnectDocumentException {
    AgentDocument document = parser.parse(bytes, 0, bytes.length, columns);
    StreamsHeader header = ((AgentDocument.Streams) document).header();
    columns.sort();
    return columns.batch(
        header.instanceId(),
        header.nextSequence(),
        0,
        columns.size(),
        List.of(),
        columns.oddities());
  }

  private static Map<Long, String> rows(MtConnectBatch batch) {
    Map<Long, String> rows = new HashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.put(batch.sequence(row), row(batch, row));
    }
    return rows;
  }

  private static String row(MtConnectBatch batch, int row) {
    MtConnectValueKind kind = batch.kind(row);
    Object value =
        switch (kind) {
          case DOUBLE_ARRAY -> Arrays.toString(batch.doubles(row));
          case KEY_VALUES -> batch.entries(row);
          case CONDITION -> batch.conditionLevel(row);
          case UNAVAILABLE, DOUBLE, LONG, STRING -> batch.text(row);
        };
    return "%s %s %d %s %s"
        .formatted(
            batch.sequence(row),
            batch.dataItem(row).dataItemId(),
            batch.timestampNanos(row) / 1_000,
            kind,
            value);
  }

  private static int occurrences(String text, String what) {
    return text.split(what, -1).length - 1;
  }

  private static byte[] bytes(String path) throws Exception {
    return Files.readAllBytes(Corpus.path(path));
  }

  private static byte[] get(SimulatedAgent agent, String target, String accept) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(agent.url() + target))
                .header("Accept", accept)
                .build(),
            BodyHandlers.ofByteArray())
        .body();
  }
}

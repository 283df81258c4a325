package io.resonance.connector.mtconnect.client.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.DomObservations;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AaltoStreamsParserTest {
  private final AaltoStreamsParser parser = new AaltoStreamsParser(DocumentLimits.standard());
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");

  @Test
  void readsEveryDocumentOfTheCorpusAsTheDomDoes() throws Exception {
    int read = 0;
    for (Path file : Corpus.streams()) {
      List<DomObservations> expected = new ArrayList<>(DomObservations.of(file));
      expected.sort(Comparator.comparing(each -> Long.parseLong(clean(each.sequence()))));
      AgentDocument document = parseFile(file);
      if (document instanceof AgentDocument.Errors errors) {
        assertThat(errors.errors()).as(file.toString()).isNotEmpty();
        continue;
      }
      MtConnectBatch batch = all();
      assertThat(batch.size()).as(file.toString()).isEqualTo(expected.size());
      for (int row = 0; row < batch.size(); row++) {
        sameObservation(file, batch, row, expected.get(row));
      }
      read += batch.size();
    }
    assertThat(read).isGreaterThan(42_000);
  }

  @Test
  void readsTheRecordedErrorsOfEveryVersion() throws Exception {
    for (String version : List.of("1.3", "2.0", "2.5")) {
      AgentDocument tooOld =
          parseFile(Corpus.path("recorded-agent/" + version + "/error-out-of-range.xml"));
      assertThat(((AgentDocument.Errors) tooOld).outOfRange()).isTrue();
      AgentDocument noDevice =
          parseFile(Corpus.path("recorded-agent/" + version + "/error-no-device.xml"));
      assertThat(((AgentDocument.Errors) noDevice).errors())
          .containsExactly(
              new AgentDocument.AgentError(
                  "NO_DEVICE", "Could not find the device 'NoSuchDevice'"));
    }
  }

  @Test
  void readsTypedErrorsOfVersion26() throws Exception {
    byte[] bytes =
        bytes(
            "<MTConnectError><Header/><Errors><OutOfRange errorCode=\"OUT_OF_RANGE\"><URI>/x</URI>"
                + "<ErrorMessage>too old</ErrorMessage></OutOfRange></Errors></MTConnectError>");
    AgentDocument document = parser.parse(bytes, 0, bytes.length, columns);
    assertThat(((AgentDocument.Errors) document).outOfRange()).isTrue();
  }

  @Test
  void takesATimestampWithoutZoneAsUtc() throws Exception {
    MtConnectBatch batch =
        parse(
            "<Events><Line dataItemId=\"l\" sequence=\"1\" timestamp=\"2011-05-11T13:55:22\">7</Line></Events>");
    assertThat(batch.timestampNanos(0)).isEqualTo(nanos("2011-05-11T13:55:22Z"));
    assertThat(batch.oddities())
        .containsExactly(
            new MtConnectOddity(
                MtConnectOddity.Kind.TIME_WITHOUT_ZONE, "l", "2011-05-11T13:55:22"));
  }

  @Test
  void readsADecimalCommaAsAPointAndKeepsTheText() throws Exception {
    MtConnectBatch batch = sample("381,6404");
    assertThat(batch.kind(0)).isEqualTo(MtConnectValueKind.DOUBLE);
    assertThat(batch.doubleValue(0)).isEqualTo(381.6404);
    assertThat(batch.text(0)).isEqualTo("381,6404");
    assertThat(batch.oddities())
        .singleElement()
        .satisfies(o -> assertThat(o.where()).isEqualTo("x"));
  }

  @Test
  void keepsTheTextOfNumbersThatADoubleDoesNotHold() throws Exception {
    assertThat(sample("0.12345678901234567890").text(0)).isEqualTo("0.12345678901234567890");
    assertThat(sample("1e3").text(0)).isEqualTo("1e3");
    assertThat(sample("-0.5").text(0)).isEqualTo("-0.5");
    assertThat(sample("12").text(0)).isEqualTo("12");
    assertThat(sample("NaNish").kind(0)).isEqualTo(MtConnectValueKind.STRING);
    assertThat(sample("UNAVAILABLE").kind(0)).isEqualTo(MtConnectValueKind.UNAVAILABLE);
    assertThat(sample("1 2.5 -3").doubles(0)).containsExactly(1, 2.5, -3);
  }

  @Test
  void keepsLeadingZerosOfEventsAsText() throws Exception {
    assertThat(event("0480").kind(0)).isEqualTo(MtConnectValueKind.STRING);
    assertThat(event("480").longValue(0)).isEqualTo(480);
    assertThat(event("-7").longValue(0)).isEqualTo(-7);
    assertThat(event("").text(0)).isEmpty();
  }

  @Test
  void readsConditionsWithTheirCodes() throws Exception {
    MtConnectBatch batch =
        parse(
            "<Condition><Fault dataItemId=\"c\" sequence=\"9\" timestamp=\"2020-01-01T00:00:00.5Z\""
                + " type=\"AMPERAGE\" nativeCode=\"A1\" nativeSeverity=\"3\" qualifier=\"HIGH\""
                + " conditionId=\"k\">Overload</Fault></Condition>");
    assertThat(batch.kind(0)).isEqualTo(MtConnectValueKind.CONDITION);
    assertThat(batch.conditionLevel(0)).isEqualTo(MtConnectCondition.Level.FAULT);
    assertThat(batch.conditions())
        .containsExactly(
            new MtConnectCondition(
                "c",
                MtConnectCondition.Level.FAULT,
                "AMPERAGE",
                "A1",
                "k",
                "3",
                "HIGH",
                "Overload",
                9,
                nanos("2020-01-01T00:00:00.5Z")));
  }

  @Test
  void readsDataSetsTablesAndTimeSeries() throws Exception {
    MtConnectBatch batch =
        parse(
            "<Events><VariableDataSet dataItemId=\"v\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\""
                + " count=\"2\" resetTriggered=\"DAY\"><Entry key=\"a\">1</Entry><Entry key=\"b\""
                + " removed=\"true\"/></VariableDataSet><WorkOffsetTable dataItemId=\"w\" sequence=\"2\""
                + " timestamp=\"2020-01-01T00:00:00Z\" count=\"1\"><Entry key=\"G54\"><Cell key=\"X\">3.5"
                + "</Cell></Entry></WorkOffsetTable></Events><Samples><PositionTimeSeries dataItemId=\"p\""
                + " sequence=\"3\" timestamp=\"2020-01-01T00:00:00Z\" sampleCount=\"1\""
                + " sampleRate=\"100\">4</PositionTimeSeries></Samples>");
    assertThat(batch.entries(0))
        .containsExactly(
            new MtConnectBatch.Entry("a", "", "1", false),
            new MtConnectBatch.Entry("b", "", "", true));
    assertThat(batch.attribute(0, "resetTriggered")).hasValue("DAY");
    assertThat(batch.entries(1))
        .containsExactly(new MtConnectBatch.Entry("G54", "X", "3.5", false));
    assertThat(batch.doubles(2)).containsExactly(4);
    assertThat(batch.attribute(2, "sampleRate")).hasValue("100");
  }

  /** Part 2, TIME_SERIES: sampleCount says how many values there are. */
  @Test
  void saysThatATimeSeriesHasAnotherNumberOfValuesThanItSays() throws Exception {
    String series =
        "<PositionTimeSeries dataItemId=\"p\" sequence=\"%d\" timestamp=\"2020-01-01T00:00:00Z\""
            + " sampleCount=\"%s\">%s</PositionTimeSeries>";
    MtConnectBatch batch =
        parse(
            "<Samples>"
                + series.formatted(1, "3", "1 2 3")
                + series.formatted(2, "3", "1 2")
                + series.formatted(3, "many", "1 2")
                + "</Samples>");
    assertThat(batch.doubles(1)).containsExactly(1, 2);
    assertThat(batch.doubles(2)).containsExactly(1, 2);
    assertThat(batch.oddities())
        .containsExactly(
            new MtConnectOddity(MtConnectOddity.Kind.SAMPLE_COUNT, "p", "2 values, sampleCount 3"));
  }

  @Test
  void refusesADocumentTypeBeforeAnythingElse() {
    refused(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><MTConnectStreams/>",
        "document type declaration");
    refused(
        "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><MTConnectStreams>&f;</MTConnectStreams>",
        "document type declaration");
    refused(
        document("<Events><Line dataItemId=\"l\" sequence=\"1\">&foo;</Line></Events>"), "entit");
  }

  @Test
  void refusesWhatIsTooLargeOrDamaged() {
    refused(document("<a>".repeat(100_000)), "nested deeper than 64 levels");
    refused(
        document(
            "<Events><Line dataItemId=\"l\" sequence=\"1\" x=\""
                + "y".repeat(2 << 20)
                + "\"/></Events>"),
        "more than the 1048576 allowed");
    refused(
        document(
            "<Events><Line dataItemId=\"l\" sequence=\"1\">"
                + "y".repeat(2 << 20)
                + "</Line></Events>"),
        "A value has more than");
    refused(
        document(
            "<Events><Line dataItemId=\"l\" sequence=\"18446744073709551616\">7</Line></Events>"),
        "unsigned 64-bit");
    refused(document("<Events><Line dataItemId=\"l\">7</Line></Events>"), "no sequence");
    refused("<MTConnectStreams><Header", "Not well-formed");
    refused("<html><body/></html>", "<html>, not MTConnectStreams");
    refused("<MTConnectStreams/>", "has no Header");
    refused(document("") + "<more/>", "Not well-formed");
  }

  @Test
  void readsTheLargestSequenceNumber() throws Exception {
    MtConnectBatch batch =
        parse(
            "<Events><Line dataItemId=\"l\" sequence=\"18446744073709551615\""
                + " timestamp=\"2020-01-01T00:00:00+01:30\">7</Line></Events>");
    assertThat(batch.sequence(0)).isEqualTo(-1);
    assertThat(batch.timestampNanos(0)).isEqualTo(nanos("2019-12-31T22:30:00Z"));
  }

  private void refused(String document, String why) {
    byte[] bytes = bytes(document);
    assertThatThrownBy(() -> parser.parse(bytes, 0, bytes.length, columns))
        .isInstanceOf(MtConnectDocumentException.class)
        .hasMessageContaining(why);
  }

  private MtConnectBatch sample(String text) throws Exception {
    return parse(
        "<Samples><Load dataItemId=\"x\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\">"
            + text
            + "</Load></Samples>");
  }

  private MtConnectBatch event(String text) throws Exception {
    return parse(
        "<Events><Program dataItemId=\"x\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\">"
            + text
            + "</Program></Events>");
  }

  private MtConnectBatch parse(String inside) throws Exception {
    byte[] bytes = bytes(document(inside));
    parser.parse(bytes, 0, bytes.length, columns);
    return all();
  }

  private static String document(String inside) {
    return "<MTConnectStreams><Header instanceId=\"1\" firstSequence=\"1\" lastSequence=\"1\""
        + " nextSequence=\"2\" creationTime=\"2020-01-01T00:00:00Z\"/><Streams><DeviceStream name=\"d\""
        + " uuid=\"u\"><ComponentStream component=\"Linear\" componentId=\"c\">"
        + inside
        + "</ComponentStream></DeviceStream></Streams></MTConnectStreams>";
  }

  private AgentDocument parseFile(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    return parser.parse(bytes, 0, bytes.length, columns);
  }

  private MtConnectBatch all() {
    columns.sort();
    return columns.batch(1, 2, 0, columns.size(), List.of(), columns.oddities());
  }

  private static void sameObservation(
      Path file, MtConnectBatch batch, int row, DomObservations expected) {
    String where = file.getFileName() + " sequence " + expected.sequence();
    assertThat(Long.toUnsignedString(batch.sequence(row)))
        .as(where)
        .isEqualTo(clean(expected.sequence()));
    assertThat(batch.dataItem(row).dataItemId()).as(where).isEqualTo(expected.dataItemId());
    assertThat(batch.timestampNanos(row)).as(where).isEqualTo(nanos(clean(expected.timestamp())));
    if (expected.section().equals("Condition")) {
      assertThat(batch.conditionLevel(row).name()).as(where).isEqualToIgnoringCase(expected.name());
    } else if (batch.kind(row) == MtConnectValueKind.DOUBLE) {
      assertThat(batch.dataItem(row).category()).isEqualTo(MtConnectCategory.SAMPLE);
      BigDecimal said = new BigDecimal(expected.text().replace(',', '.'));
      assertThat(new BigDecimal(batch.text(row).replace(',', '.')))
          .as(where)
          .isEqualByComparingTo(said);
    } else if (batch.kind(row) == MtConnectValueKind.KEY_VALUES) {
      batch.entries(row).forEach(entry -> assertThat(expected.text()).contains(entry.value()));
    } else if (batch.kind(row) != MtConnectValueKind.DOUBLE_ARRAY) {
      assertThat(batch.text(row)).as(where).isEqualTo(expected.text());
    }
  }

  private static String clean(String text) {
    return text.replace("=", "");
  }

  private static long nanos(String time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(time));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.resonance.connector.mtconnect.client.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.xml.DoubtException;
import io.resonance.connector.mtconnect.source.Corpus;
import io.resonance.connector.mtconnect.source.DomObservations;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The traps found in real documents, one after the other as the corpus lists them, and what either
 * parser makes of them. What the reference agent does to multipart streams is tested in {@link
 * MultipartFramerTest}.
 */
class DocumentTrapsTest {
  private final MtConnectBatchBuilder columns = new MtConnectBatchBuilder("agent");
  private StreamsHeader header;

  static Stream<StreamsParser> parsers() {
    DocumentLimits limits = DocumentLimits.standard();
    StreamsScanner scanner = new StreamsScanner(limits, new ObservationRows(limits));
    // Without a fallback: a doubt is a failure here.
    StreamsParser scanning =
        (bytes, offset, length, columns) -> {
          try {
            return scanner.scan(bytes, offset, length, columns);
          } catch (DoubtException doubt) {
            throw new MtConnectDocumentException("The scanner gave up", doubt);
          }
        };
    return Stream.of(new AaltoStreamsParser(limits), scanning);
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void countsWhatTheDomCountsInEveryDocument(StreamsParser parser) throws Exception {
    int all = 0;
    for (Path file : Corpus.streams()) {
      int expected = DomObservations.of(file).size();
      if (!Files.readString(file).contains("<MTConnectError")) {
        assertThat(parse(parser, Files.readAllBytes(file)).size())
            .as(file.toString())
            .isEqualTo(expected);
      }
      all += expected;
    }
    assertThat(all).isGreaterThan(42_000);
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void takesTimesWithoutAZoneAsUtc(StreamsParser parser) throws Exception {
    MtConnectBatch batch = events(parser, "", line("1", "2011-05-11T13:55:22", "7"));
    assertThat(batch.timestampNanos(0)).isEqualTo(nanos("2011-05-11T13:55:22Z"));
    assertThat(batch.oddities())
        .containsExactly(
            new MtConnectOddity(
                MtConnectOddity.Kind.TIME_WITHOUT_ZONE, "l", "2011-05-11T13:55:22"));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void readsFractionsOfAnyLength(StreamsParser parser) throws Exception {
    for (int digits = 1; digits <= 12; digits++) {
      String fraction = "123456789123".substring(0, digits);
      MtConnectBatch batch =
          events(parser, "", line("1", "2011-05-11T13:55:22." + fraction + "Z", "7"));
      String kept = fraction.substring(0, Math.min(9, digits));
      assertThat(batch.timestampNanos(0)).isEqualTo(nanos("2011-05-11T13:55:22." + kept + "Z"));
      assertThat(batch.oddities()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void keepsTimesThatRunBackwardsOrLieLongBeforeTheDocument(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        events(
            parser,
            "",
            line("1", "2020-03-01T00:00:00Z", "7"),
            line("2", "2019-02-01T00:00:00Z", "8"));
    assertThat(batch.timestampNanos(1)).isEqualTo(nanos("2019-02-01T00:00:00Z"));
    MtConnectBatch nist =
        parse(parser, Files.readAllBytes(Corpus.path("nist-smstestbed/streams/qdr_input001.xml")));
    // Its adapters replayed what they had recorded months before.
    long earliest = Long.MAX_VALUE;
    boolean backwards = false;
    for (int row = 0; row < nist.size(); row++) {
      earliest = Math.min(earliest, nist.timestampNanos(row));
      backwards |= row > 0 && nist.timestampNanos(row) < nist.timestampNanos(row - 1);
    }
    assertThat(earliest).isLessThan(header.creationNanos() - days(100));
    assertThat(backwards).isTrue();
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void keepsElementsOfVendorsWithTheirPrefix(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        parse(
            parser,
            Files.readAllBytes(
                Corpus.path("mtconnect.net/streams/Current-Mazak-1.5-SingleLine.xml")));
    assertThat(batch.dataItems())
        .filteredOn(item -> item.type().equals("x:ToolGroup"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void readsDocumentsWithoutANamespaceAndWithAPrefix(StreamsParser parser) throws Exception {
    String event = line("1", "2020-01-01T00:00:00Z", "7");
    assertThat(events(parser, "", event).longValue(0)).isEqualTo(7);
    MtConnectBatch prefixed =
        parse(
            parser,
            document(" xmlns:m=\"urn:mtconnect.org:MTConnectStreams:1.8\"", event)
                .replaceAll("<(/?)(\\w)", "<$1m:$2")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(prefixed.longValue(0)).isEqualTo(7);
    assertThat(prefixed.dataItem(0).componentId()).isEqualTo("c");
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void readsEventsTheDeclaredVersionDoesNotKnow(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        events(
            parser,
            " xmlns=\"urn:mtconnect.org:MTConnectStreams:1.1\"",
            "<OfTheYear2030 dataItemId=\"y\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\">on</OfTheYear2030>");
    assertThat(batch.dataItem(0).type()).isEqualTo("OfTheYear2030");
    assertThat(batch.text(0)).isEqualTo("on");
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void ignoresEqualsSignsThatATemplateLeft(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        parse(parser, Files.readAllBytes(Corpus.path("mtconnect.net/streams/Current-Simple.xml")));
    assertThat(header.instanceId()).isEqualTo(1663078056);
    assertThat(header.nextSequence()).isEqualTo(223);
    assertThat(batch.timestampNanos(0)).isEqualTo(nanos("2022-09-13T14:07:36.444Z"));
    assertThat(batch.oddities())
        .extracting(MtConnectOddity::kind)
        .contains(MtConnectOddity.Kind.NUMBER_TRAILING, MtConnectOddity.Kind.TIME_TRAILING);
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void readsADecimalCommaAsAPoint(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        parse(
            parser,
            document("", "")
                .replace(
                    "<Events></Events>",
                    "<Samples><Load dataItemId=\"x\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\">381,6404</Load></Samples>")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(batch.kind(0)).isEqualTo(MtConnectValueKind.DOUBLE);
    assertThat(batch.doubleValue(0)).isEqualTo(381.6404);
    assertThat(batch.text(0)).isEqualTo("381,6404");
    assertThat(batch.oddities())
        .containsExactly(new MtConnectOddity(MtConnectOddity.Kind.DECIMAL_COMMA, "x", "381,6404"));
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void takesInstanceIdZeroForAnInstance(StreamsParser parser) throws Exception {
    parse(
        parser,
        document("", line("1", "2020-01-01T00:00:00Z", "7"))
            .replace("instanceId=\"1\"", "instanceId=\"0\"")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(header.instanceId()).isZero();
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void keepsPlaceholdersOfTemplatesAsText(StreamsParser parser) throws Exception {
    MtConnectBatch batch = events(parser, "", line("1", "2020-01-01T00:00:00Z", "[[$VALUE]]"));
    assertThat(batch.kind(0)).isEqualTo(MtConnectValueKind.STRING);
    assertThat(batch.text(0)).isEqualTo("[[$VALUE]]");
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void sortsSequenceNumbersThatComeByDataItem(StreamsParser parser) throws Exception {
    for (Path file : Corpus.nist()) {
      MtConnectBatch batch = parse(parser, Files.readAllBytes(file));
      for (int row = 1; row < batch.size(); row++) {
        assertThat(batch.sequence(row)).isEqualTo(batch.sequence(row - 1) + 1);
      }
      assertThat(batch.sequence(batch.size() - 1)).isEqualTo(header.nextSequence() - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void keepsNamesThatBreakNmtoken(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        events(
            parser,
            "",
            "<Line dataItemId=\"l\" name=\"line of path #1 (main)\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\">7</Line>");
    assertThat(batch.dataItem(0).name()).isEqualTo("line of path #1 (main)");
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void takesAConditionByItsTypeNotByItsName(StreamsParser parser) throws Exception {
    MtConnectBatch batch =
        parse(
            parser,
            document("", "")
                .replace(
                    "<Events></Events>",
                    "<Condition><Warning dataItemId=\"p\" name=\"pneumatic\" sequence=\"1\" type=\"COMMUNICATIONS\" timestamp=\"2020-01-01T00:00:00Z\"/></Condition>")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(batch.conditionLevel(0)).isEqualTo(MtConnectCondition.Level.WARNING);
    assertThat(batch.conditions().get(0).type()).isEqualTo("COMMUNICATIONS");
    assertThat(batch.dataItem(0).name()).isEqualTo("pneumatic");
  }

  private MtConnectBatch events(StreamsParser parser, String namespaces, String... events)
      throws Exception {
    String document = document(namespaces, String.join("", events));
    return parse(parser, document.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String sequence, String time, String value) {
    return "<Line dataItemId=\"l\" sequence=\"%s\" timestamp=\"%s\">%s</Line>"
        .formatted(sequence, time, value);
  }

  private static String document(String namespaces, String events) {
    return "<MTConnectStreams"
        + namespaces
        + "><Header instanceId=\"1\" firstSequence=\"1\" lastSequence=\"1\" nextSequence=\"2\""
        + " creationTime=\"2020-06-01T00:00:00Z\"/><Streams><DeviceStream name=\"d\" uuid=\"u\">"
        + "<ComponentStream component=\"Path\" componentId=\"c\"><Events>"
        + events
        + "</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>";
  }

  private MtConnectBatch parse(StreamsParser parser, byte[] bytes) throws Exception {
    header = ((AgentDocument.Streams) parser.parse(bytes, 0, bytes.length, columns)).header();
    columns.sort();
    return columns.batch(1, 2, 0, columns.size(), List.of(), columns.oddities());
  }

  private static long nanos(String time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.parse(time));
  }

  private static long days(long days) {
    return days * 86_400_000_000_000L;
  }
}

package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HostileTextTest {

  private final MesMessages messages = new MesMessages("<plant>&", MesMessaging.standard());

  @Property(tries = 300)
  void anyTextOfAViolationGivesAValidMessage(@ForAll("hostile") String text) throws Exception {
    MesMessage message =
        messages.compose(SampleRecords.violation(text, ViolationState.OPENED, text)).orElseThrow();

    assertThat(document(message).getDocumentElement().getNamespaceURI())
        .isEqualTo(B2mmlDocument.NAMESPACE);
    B2mmlSchemas.validateWherePresent(message.getPayload());
  }

  @Property(tries = 300)
  void anyTextAndNumberOfAnInferenceGiveAValidMessageThatSaysTheSame(
      @ForAll("hostile") String text, @ForAll double value) throws Exception {
    MesMessage message =
        messages
            .compose(
                SampleRecords.inference("i-1", text, Evaluation.NotOK, text, value),
                Optional.empty())
            .orElseThrow();

    B2mmlSchemas.validateWherePresent(message.getPayload());
    assertThat(text(message, "UnitOfMeasure")).isEqualTo(XmlText.legal(text));
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
    Arbitrary<String> ugly =
        Arbitraries.of(
            "]]>",
            "<!DOCTYPE x>",
            "&#0;",
            "\u0000\u0001\u001F",
            "\uD800",
            "\uDC00x",
            "\uFFFE",
            "😀",
            "a\r\nb\rc",
            "<ID>",
            "\"'",
            "\u0085\u2028",
            "");
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, any), net.jqwik.api.Tuple.of(1, ugly))
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  @Test
  void whatXmlForbidsIsReplacedVisibly() {
    assertThat(XmlText.legal("a\u0000b\u001B\uD800c\uFFFF😀\r\nd")).isEqualTo("a␀b␛�c�😀\nd");
  }

  @Test
  void aTextWithoutEndIsCut() {
    assertThat(XmlText.legal("x".repeat(100_000))).hasSize(XmlText.MAX_LENGTH + 1).endsWith("…");
  }

  @Test
  void numbersAreSpelledAsXmlSchemaDoes() {
    assertThat(XmlText.number(Double.POSITIVE_INFINITY)).isEqualTo("INF");
    assertThat(XmlText.number(Double.NEGATIVE_INFINITY)).isEqualTo("-INF");
    assertThat(XmlText.number(Double.NaN)).isEqualTo("NaN");
    assertThat(XmlText.number(1e-7)).isEqualTo("1.0E-7");
  }

  @Test
  void timesOutsideTheCalendarOfXmlSchemaAreBounded() {
    assertThat(XmlText.dateTime(Instant.MAX)).isEqualTo("9999-12-31T23:59:59.999999Z");
    assertThat(XmlText.dateTime(Instant.MIN)).isEqualTo("0001-01-01T00:00:00Z");
  }

  private static String text(MesMessage message, String element) throws Exception {
    return document(message)
        .getElementsByTagNameNS(B2mmlDocument.NAMESPACE, element)
        .item(0)
        .getTextContent();
  }

  private static Document document(MesMessage message) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(message.getPayload())));
  }
}

package io.resonance.connector.mtconnect.client.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.source.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scanner and the XML parser make the same of every document, or both refuse it. */
class ParsersAgreeTest {
  private static final int MUTANTS = 24_000;

  @Test
  void agreeOnTheSeedsWhichTheScannerReadsAlone() throws Exception {
    ParserComparison comparison = new ParserComparison();
    for (byte[] document : SeedDocuments.all()) {
      comparison.compare(document);
      comparison.compare(document);
    }
    // All but the error document, twice.
    assertThat(comparison.scanned()).isEqualTo(8);
    assertThat(comparison.refused()).isZero();
  }

  @Test
  void agreeOnObservationsThatRepeatAnOddity() throws Exception {
    ParserComparison comparison = new ParserComparison();
    String document = new String(SeedDocuments.all().get(1), StandardCharsets.UTF_8);
    for (String attribute : List.of("dataItemId=\"p\"", "timestamp=", "sequence=")) {
      String changed = document.replace(attribute, attribute.replace("=", "X="));
      String line =
          changed.substring(changed.indexOf("<m:Position"), changed.indexOf("\r\n<m:Pos"));
      comparison.compare(changed.replace(line, line.repeat(3)).getBytes(StandardCharsets.UTF_8));
    }
    // Without a sequence a document is refused.
    assertThat(comparison.scanned()).isEqualTo(2);
    assertThat(comparison.refused()).isEqualTo(1);
  }

  @Test
  void agreeOnWhiteSpaceInAttributes() throws Exception {
    ParserComparison comparison = new ParserComparison();
    String document = new String(SeedDocuments.all().get(3), StandardCharsets.UTF_8);
    for (String attribute : List.of("dataItemId=\"s\"", "sequence=\"1\"", "instanceId=\"17\"")) {
      String name = attribute.substring(0, attribute.indexOf('"') + 1);
      for (String space : List.of(" ", "\n", "\t ", "")) {
        comparison.compare(document.replace(attribute, name + space + "\"").getBytes(UTF_8));
        comparison.compare(document.replace(attribute, name + space + "7 \"").getBytes(UTF_8));
      }
    }
    assertThat(comparison.scanned()).isEqualTo(16);
    assertThat(comparison.refused()).isEqualTo(8);
  }

  @Test
  void agreeOnMutatedDocuments() throws Exception {
    ParserComparison comparison = new ParserComparison();
    List<byte[]> seeds = SeedDocuments.all();
    for (int seed = 0; seed < MUTANTS; seed++) {
      comparison.compare(new DocumentMutations(seed).of(seeds.get(seed % seeds.size())));
    }
    // Otherwise the mutations would test nothing but refusals.
    assertThat(comparison.scanned()).isGreaterThan(MUTANTS / 8);
    assertThat(comparison.refused()).isGreaterThan(MUTANTS / 8);
    assertThat(comparison.doubted()).isGreaterThan(MUTANTS / 8);
  }

  @Test
  void agreeOnTheWholeCorpusWhichTheScannerReadsAlone() throws Exception {
    ParserComparison comparison = new ParserComparison();
    List<Path> files = Corpus.streams();
    for (Path file : files) {
      comparison.compare(Files.readAllBytes(file));
    }
    // Two of the recorded answers are errors, which are left to the parser.
    assertThat(comparison.scanned()).isEqualTo(files.size() - 2);
  }

  @Test
  void agreeOnMutatedDocumentsOfTheCorpus() throws Exception {
    ParserComparison comparison = new ParserComparison();
    List<byte[]> small = new ArrayList<>();
    for (Path file : Corpus.streams()) {
      if (Files.size(file) < 20_000) {
        small.add(Files.readAllBytes(file));
      }
    }
    for (int seed = 0; seed < 2_000; seed++) {
      comparison.compare(new DocumentMutations(seed).of(small.get(seed % small.size())));
    }
    assertThat(comparison.scanned()).isGreaterThan(200);
  }

  @Test
  void agreeOnEveryPartOfTheRecordedStream() throws Exception {
    byte[] stream = Files.readAllBytes(Corpus.path("recorded-agent/2.5/sample-multipart.bin"));
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    ParserComparison comparison = new ParserComparison();
    int from = text.indexOf("<?xml");
    int parts = 0;
    while (from >= 0 && text.indexOf("</MTConnectStreams>", from) > 0) {
      int to = text.indexOf("</MTConnectStreams>", from) + "</MTConnectStreams>".length();
      comparison.compare(text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
      parts++;
      from = text.indexOf("<?xml", to);
    }
    assertThat(parts).isGreaterThan(3);
    assertThat(comparison.scanned()).isEqualTo(parts);
  }

  @Test
  void agreeUnderNarrowLimits() throws Exception {
    DocumentLimits narrow = new DocumentLimits(1_800, 7, 8, 40, 6, 3);
    ParserComparison comparison = new ParserComparison(narrow);
    List<byte[]> seeds = SeedDocuments.all();
    for (int seed = 0; seed < 3_000; seed++) {
      comparison.compare(new DocumentMutations(seed).of(seeds.get(seed % seeds.size())));
    }
    assertThat(comparison.scanned()).isPositive();
    assertThat(comparison.refused()).isGreaterThan(1_000);
  }
}

package io.resonance.connector.mtconnect.client.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.source.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same as {@link ParsersAgreeTest} with other mutations, for as long as {@code -Dfuzz.seconds}
 * says. A failure shows its document; {@code -Dfuzz.seed} begins elsewhere.
 */
class ParsersAgreeFuzzTest {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("fuzz.seconds", 2));
  private static final long FIRST = Long.getLong("fuzz.seed", 1_000_000);

  @Test
  void agreeOnMutatedSeeds() throws Exception {
    assertThat(agreeOn(SeedDocuments.all())).isPositive();
  }

  @Test
  void agreeOnMutatedDocumentsOfTheCorpus() throws Exception {
    List<byte[]> documents = new ArrayList<>();
    for (Path file : Corpus.streams()) {
      if (Files.size(file) < 50_000) {
        documents.add(Files.readAllBytes(file));
      }
    }
    assertThat(agreeOn(documents)).isPositive();
  }

  private static int agreeOn(List<byte[]> documents) throws Exception {
    ParserComparison comparison = new ParserComparison();
    long end = System.nanoTime() + TIME.toNanos();
    for (long seed = FIRST; System.nanoTime() < end; seed++) {
      byte[] document = documents.get((int) Math.floorMod(seed, (long) documents.size()));
      comparison.compare(new DocumentMutations(seed).of(document));
    }
    return comparison.scanned();
  }
}

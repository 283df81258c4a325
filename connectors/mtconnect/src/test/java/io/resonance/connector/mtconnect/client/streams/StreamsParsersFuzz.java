package io.resonance.connector.mtconnect.client.streams;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scanner and Aalto on whatever bytes reach new branches of either; {@code mvn verify -Pfuzz}. What
 * {@code mvn verify} runs are {@link ParsersAgreeTest} and {@link ParsersAgreeFuzzTest}.
 */
class StreamsParsersFuzz {

  static List<byte[]> documents() {
    return SeedDocuments.all();
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "2m")
  void agreeOnEveryObservationOrBothRefuse(byte[] document) throws IOException {
    new ParserComparison().compare(document);
  }
}

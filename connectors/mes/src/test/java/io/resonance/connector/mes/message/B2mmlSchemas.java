package io.resonance.connector.mes.message;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.resonance.testbed.mes.B2mmlSchema;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;

/** The official schemas of B2MML V0701, where the corpus is at hand. */
final class B2mmlSchemas {

  private static Schema schema;

  private B2mmlSchemas() {}

  /** Validates the payload; the test is skipped where the schemas are absent. */
  static void validate(String payload) throws Exception {
    assumeTrue(arePresent(), "the B2MML schemas of the corpus are not here");
    validateWherePresent(payload);
  }

  /**
   * Validates the payload where the schemas are present; for properties, which cannot be skipped.
   */
  static synchronized void validateWherePresent(String payload) throws Exception {
    if (!arePresent()) {
      return;
    }
    if (schema == null) {
      schema = B2mmlSchema.load(folder());
    }
    schema.newValidator().validate(new StreamSource(new StringReader(payload)));
  }

  private static boolean arePresent() {
    return Files.isDirectory(folder());
  }

  private static Path folder() {
    return Path.of(System.getProperty("corpus.dir", "."), "b2mml", "Schema");
  }
}

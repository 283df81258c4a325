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

  static synchronized void validate(String payload) throws Exception {
    Path folder = Path.of(System.getProperty("corpus.dir", "."), "b2mml", "Schema");
    assumeTrue(Files.isDirectory(folder), "the B2MML schemas of the corpus are not here");
    if (schema == null) {
      schema = B2mmlSchema.load(folder);
    }
    schema.newValidator().validate(new StreamSource(new StringReader(payload)));
  }
}

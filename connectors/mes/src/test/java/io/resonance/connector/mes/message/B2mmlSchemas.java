package io.resonance.connector.mes.message;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

/** The official schemas of B2MML V0701, where the corpus is at hand. */
final class B2mmlSchemas {

  private static Schema schema;

  private B2mmlSchemas() {}

  static synchronized Schema orSkip() throws Exception {
    Path all = Path.of(System.getProperty("corpus.dir", "."), "b2mml", "Schema", "AllSchemas.xsd");
    assumeTrue(Files.exists(all), "the B2MML schemas of the corpus are not here");
    if (schema == null) {
      SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      schema = factory.newSchema(all.toFile());
    }
    return schema;
  }

  static void validate(String payload) throws Exception {
    orSkip().newValidator().validate(new StreamSource(new StringReader(payload)));
  }
}

package io.resonance.testbed.mes;

import java.io.StringReader;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Loads the official B2MML V0701 schemas from a folder. */
public final class B2mmlSchema {

  // B2MML-InformationObject.xsd refers to four types of BatchML, a package of its own: stand-ins
  private static final String WANTED =
      """
      <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
          targetNamespace="http://www.mesa.org/xml/B2MML" elementFormDefault="qualified">
        <xsd:include schemaLocation="B2MML-OperationsEvent.xsd"/>
        <xsd:include schemaLocation="B2MML-OperationsTest.xsd"/>
        <xsd:include schemaLocation="B2MML-WorkAlert.xsd"/>
        <xsd:include schemaLocation="B2MML-ConfirmBOD.xsd"/>
        <xsd:complexType name="BatchProductionRecordType"/>
        <xsd:complexType name="GRecipeType"/>
        <xsd:complexType name="ResourceConstraintType"/>
        <xsd:complexType name="ProcessElementType"/>
      </xsd:schema>
      """;

  private B2mmlSchema() {}

  /** The schemas of operations events, test results, work alerts and ConfirmBOD. */
  public static Schema load(Path folder) throws SAXException {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // a base for the relative locations inside, itself never read
    String base = folder.resolve("wanted.xsd").toUri().toString();
    return factory.newSchema(new StreamSource(new StringReader(WANTED), base));
  }
}

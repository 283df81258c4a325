package io.resonance.connector.mtconnect.client.streams;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small documents that hold a bit of everything agents write. */
final class SeedDocuments {
  private static final String HEADER =
      "  <Header creationTime=\"2026-05-10T17:38:08Z\" sender=\"a\" instanceId=\"17\""
          + " version=\"2.0.0.12\" bufferSize=\"131072\" nextSequence=\"30\" firstSequence=\"1\""
          + " lastSequence=\"29\"/>\n";

  private SeedDocuments() {}

  static List<byte[]> all() {
    return List.of(
        bytes(cppagent()), bytes(prefixed()), bytes(sets()), bytes(series()), bytes(errors()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String cppagent() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<?xml-stylesheet type=\"text/xsl\" href=\"/styles/Streams.xsl\"?>\n"
        + "<MTConnectStreams xmlns:m=\"urn:mtconnect.org:MTConnectStreams:1.3\""
        + " xmlns=\"urn:mtconnect.org:MTConnectStreams:1.3\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " xmlns:x=\"urn:nist.gov:NistStreams:1.3\""
        + " xsi:schemaLocation=\"urn:nist.gov:NistStreams:1.3"
        + " /schemas/NistStreams_1.3.xsd\">\n"
        + HEADER
        + "  <Streams>\n"
        + "    <DeviceStream name=\"GFAgie01\" uuid=\"mtc_adapter001\">\n"
        + "      <ComponentStream component=\"Rotary\" name=\"A\" componentId=\"a\">\n"
        + "        <Samples>\n"
        + "          <Angle dataItemId=\"a2\" timestamp=\"2016-05-02T14:47:32.251866Z\""
        + " name=\"Apos\" sequence=\"20\" subType=\"ACTUAL\">-0.0002</Angle>\n"
        + "          <Angle dataItemId=\"a2\" timestamp=\"2016-05-02T14:47:32.395763Z\""
        + " name=\"Apos\" sequence=\"22\" subType=\"ACTUAL\">-0.0001</Angle>\n"
        + "          <Angle dataItemId=\"a2\" timestamp=\"2016-05-02T14:47:33Z\" name=\"Apos\""
        + " sequence=\"25\" subType=\"ACTUAL\">UNAVAILABLE</Angle>\n"
        + "          <Load dataItemId=\"l\" timestamp=\"2016-05-02T14:47:32.4Z\""
        + " sequence=\"21\">381,6404</Load>\n"
        + "        </Samples>\n"
        + "        <Events>\n"
        + "          <Block dataItemId=\"b\" timestamp=\"2016-05-02T14:47:32.5Z\""
        + " sequence=\"11\">X1.0 &gt; Y2 G1</Block>\n"
        + "          <Block dataItemId=\"b\" timestamp=\"2016-05-02T14:47:32.6Z\""
        + " sequence=\"12\">X2.0 G1</Block>\n"
        + "          <Line dataItemId=\"n\" timestamp=\"2016-05-02T14:47:32.7Z\""
        + " sequence=\"13\">229</Line>\n"
        + "          <Line dataItemId=\"n\" timestamp=\"2016-05-02T14:47:32.8Z\""
        + " sequence=\"14\">0230</Line>\n"
        + "          <x:ToolGroup dataItemId=\"t\" timestamp=\"2016-05-02T14:47:32.9Z\""
        + " sequence=\"15\">f\u00fcnf</x:ToolGroup>\n"
        + "        </Events>\n"
        + "        <Condition>\n"
        + "          <Normal dataItemId=\"c\" timestamp=\"2016-05-02T14:47:33Z\" sequence=\"16\""
        + " type=\"SYSTEM\"/>\n"
        + "          <Fault dataItemId=\"c\" timestamp=\"2016-05-02T14:47:34Z\" sequence=\"17\""
        + " nativeCode=\"A1\" type=\"SYSTEM\">Overload</Fault>\n"
        + "        </Condition>\n"
        + "      </ComponentStream>\n"
        + "    </DeviceStream>\n"
        + "  </Streams>\n"
        + "</MTConnectStreams>\n";
  }

  private static String prefixed() {
    return "\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n<!-- one prefix -->\r\n"
        + "<m:MTConnectStreams xmlns:m=\"urn:mtconnect.org:MTConnectStreams:1.8\">\r\n"
        + HEADER.replace("<Header", "<m:Header")
        + "<m:Streams><m:DeviceStream name=\"d\" uuid=\"u\"><m:ComponentStream component=\"Linear\""
        + " componentId=\"x\"><m:Samples>\n"
        + "<m:Position dataItemId=\"p\" sequence=\"3\""
        + " timestamp=\"2020-01-01T00:00:00.000000001Z\">1</m:Position>\r\n"
        + "<m:Position dataItemId=\"p\" sequence=\"4\""
        + " timestamp=\"2020-01-01T00:00:00.1Z\">1e3</m:Position></m:Samples>\n"
        + "<!-- between --></m:ComponentStream></m:DeviceStream></m:Streams></m:MTConnectStreams>";
  }

  private static String sets() {
    return "<MTConnectStreams>\n"
        + HEADER
        + "<Streams><DeviceStream name=\"d\" uuid=\"u\"><ComponentStream component=\"Path\""
        + " componentId=\"p\"><Events>\n"
        + "<VariableDataSet dataItemId=\"v\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\""
        + " count=\"2\" resetTriggered=\"DAY\"><Entry key=\"a\">1</Entry>\n"
        + "<Entry key=\"b\" removed=\"true\"/></VariableDataSet>\n"
        + "<VariableDataSet dataItemId=\"v\" sequence=\"5\" timestamp=\"2020-01-01T00:00:00Z\""
        + " count=\"0\">UNAVAILABLE</VariableDataSet>\n"
        + "<WorkOffsetTable dataItemId=\"w\" sequence=\"2\" timestamp=\"2020-01-01T00:00:00Z\""
        + " count=\"1\">\n"
        + "<Entry key=\"G54\"><Cell key=\"X\">3.5</Cell> <Cell"
        + " key=\"Y\">&#50;</Cell></Entry><Other>x</Other></WorkOffsetTable>\n"
        + "<Message dataItemId=\"m\" sequence=\"6\" timestamp=\"2020-01-01T00:00:00Z\"/>\n"
        + "<Message dataItemId=\"m\" sequence=\"7\" timestamp=\"2020-01-01T00:00:00Z\""
        + " nativeCode=\"7\">a &amp; b</Message>\n"
        + "</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>";
  }

  private static String series() {
    return "<MTConnectStreams>\n"
        + HEADER
        + "<Streams><DeviceStream name=\"d\" uuid=\"u\"><ComponentStream component=\"Linear\""
        + " componentId=\"x\"><Samples>\n"
        + "<PositionTimeSeries dataItemId=\"s\" sequence=\"1\" timestamp=\"2020-01-01T00:00:00Z\""
        + " sampleCount=\"3\" sampleRate=\"100\">1 2.5 -3</PositionTimeSeries>\n"
        + "<PositionTimeSeries dataItemId=\"s\" sequence=\"3\" timestamp=\"2020-01-01T00:00:01Z\""
        + " sampleCount=\"3\" sampleRate=\"100\">4 5 6</PositionTimeSeries>\n"
        + "<PositionTimeSeries dataItemId=\"s\" sequence=\"5\" timestamp=\"2020-01-01T00:00:02Z\""
        + " sampleCount=\"3\" sampleRate=\"100\">7 8</PositionTimeSeries>\n"
        + "<PathPosition dataItemId=\"q\" sequence=\"2\" timestamp=\"2020-01-01T00:00:00+01:30\""
        + " quality=\"VALID\">1 2 3</PathPosition>\n"
        + "<PathPosition dataItemId=\"q\" sequence=\"4\" timestamp=\"2020-01-01T00:00:01Z\""
        + " quality=\"VALID\">UNAVAILABLE</PathPosition>\n"
        + "<Amperage dataItemId=\"i\" timestamp=\"2020-01-01T00:00:02\" sequence=\"9\""
        + " statistic=\"AVERAGE\" duration=\"10\">0.12345678901234567890</Amperage>\n"
        + "<Amperage dataItemId=\"i\" timestamp=\"2020-01-01T00:00:03Z\" sequence=\"10=\""
        + " statistic=\"AVERAGE\" duration=\"10\">12.50</Amperage>\n"
        + "<Amperage dataItemId=\"i\" timestamp=\"2020-01-01T00:00:04Z\" sequence=\"11\""
        + " statistic=\"AVERAGE\" duration=\"10\">12.75</Amperage>\n"
        + "</Samples></ComponentStream></DeviceStream></Streams></MTConnectStreams>";
  }

  private static String errors() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><MTConnectError><Header"
        + " creationTime=\"2020-01-01T00:00:00Z\"/><Errors><Error"
        + " errorCode=\"OUT_OF_RANGE\">'from' must be greater than"
        + " 1</Error></Errors></MTConnectError>";
  }
}

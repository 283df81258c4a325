package io.resonance.benchmark.mtconnect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes streams documents as the reference agent does: ten devices of five components with samples
 * (seven of ten observations), events and conditions, about 150 bytes per observation.
 */
final class StreamsDocuments {

  static final int OBSERVATIONS = 10_000;

  static final int DEVICES = 10;
  static final int COMPONENTS = 5;

  private static final String MARK = "\u0001";
  private static final Instant BEGIN = Instant.parse("2026-05-10T17:00:00Z");

  /** What a component measures and tells: section, element, id, and what follows the sequence. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("Samples", "Position", "xact", "name=\"Xact\" subType=\"ACTUAL\"", ""),
          new Kind("Samples", "Position", "yact", "name=\"Yact\" subType=\"ACTUAL\"", ""),
          new Kind("Samples", "Position", "xcom", "name=\"Xcom\" subType=\"PROGRAMMED\"", ""),
          new Kind("Samples", "Load", "xload", "name=\"Xload\"", ""),
          new Kind("Samples", "SpindleSpeed", "speed", "name=\"Sspeed\" subType=\"ACTUAL\"", ""),
          new Kind("Samples", "PathFeedrate", "fact", "name=\"Fact\" subType=\"ACTUAL\"", ""),
          new Kind("Samples", "Temperature", "temp", "name=\"Stemp\"", ""),
          new Kind("Events", "Execution", "exec", "name=\"exec\"", "ACTIVE,READY,INTERRUPTED"),
          new Kind("Events", "Line", "line", "name=\"line\"", "229,230,231,232"),
          new Kind("Events", "Block", "block", "name=\"block\"", "X1.049 Y2.03 G1,G0 Z5,M30"),
          new Kind("Condition", "Normal", "cond", "name=\"system_cond\" type=\"SYSTEM\"", ""));

  private StreamsDocuments() {}

  private record Kind(
      String section, String element, String id, String attributes, String values) {}

  private record Written(int item, int offset, Instant time) {}

  /** Documents that differ in values, times and order, all with {@link #OBSERVATIONS}. */
  static List<StreamsDocument> several(int count) {
    List<StreamsDocument> all = new ArrayList<>();
    for (int seed = 1; seed <= count; seed++) {
      all.add(one(seed));
    }
    return all;
  }

  private static StreamsDocument one(int seed) {
    Random random = new Random(seed);
    List<Written> written = new ArrayList<>();
    Instant time = BEGIN;
    int kinds = KINDS.size();
    for (int offset = 0; offset < OBSERVATIONS; offset++) {
      time = time.plusMillis(random.nextInt(8)).plusNanos(1_000L * random.nextInt(1_000));
      int component = random.nextInt(DEVICES * COMPONENTS);
      written.add(new Written(component * kinds + kind(random), offset, time));
    }
    written.sort(Comparator.comparingInt(Written::item));
    StringBuilder xml = new StringBuilder(OBSERVATIONS * 170);
    List<Integer> offsets = new ArrayList<>();
    head(xml, offsets);
    body(xml, written, offsets, random);
    return marked(xml, offsets);
  }

  private static int kind(Random random) {
    int draw = random.nextInt(100);
    return draw < 70 ? random.nextInt(7) : draw < 97 ? 7 + random.nextInt(3) : 10;
  }

  private static void head(StringBuilder xml, List<Integer> offsets) {
    xml.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <MTConnectStreams xmlns:m="urn:mtconnect.org:MTConnectStreams:2.0" xmlns="urn:mtconnect.org:MTConnectStreams:2.0" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="urn:mtconnect.org:MTConnectStreams:2.0 /schemas/MTConnectStreams_2.0.xsd">
          <Header creationTime="2026-05-10T17:38:08Z" sender="agent1" instanceId="1683737835" version="2.0.0.12" \
        deviceModelChangeTime="2026-05-10T16:57:15.1Z" bufferSize="131072" \
        nextSequence="%s" firstSequence="%s" lastSequence="%s"/>
          <Streams>
        """
            .formatted(MARK, MARK, MARK));
    offsets.addAll(List.of(OBSERVATIONS, 0, OBSERVATIONS - 1));
  }

  private static void body(
      StringBuilder xml, List<Written> written, List<Integer> offsets, Random random) {
    int kinds = KINDS.size();
    Written before = null;
    for (Written each : written) {
      int device = each.item() / kinds / COMPONENTS;
      int component = each.item() / kinds % COMPONENTS;
      Kind kind = KINDS.get(each.item() % kinds);
      open(xml, before, device, component, kind);
      xml.append(
          "          <%s dataItemId=\"d%d_%s%d\" timestamp=\"%s\" sequence=\"%s\" %s"
              .formatted(
                  kind.element(),
                  device,
                  kind.id(),
                  component,
                  each.time(),
                  MARK,
                  kind.attributes()));
      offsets.add(each.offset());
      xml.append(
          kind.section().equals("Condition")
              ? "/>\n"
              : ">%s</%s>\n".formatted(value(kind, random), kind.element()));
      before = each;
    }
    close(xml, KINDS.get(before.item() % kinds));
    xml.append(
        "      </ComponentStream>\n    </DeviceStream>\n  </Streams>\n</MTConnectStreams>\n");
  }

  private static void open(
      StringBuilder xml, Written before, int device, int component, Kind kind) {
    int kinds = KINDS.size();
    boolean newDevice = before == null || before.item() / kinds / COMPONENTS != device;
    boolean newComponent = newDevice || before.item() / kinds % COMPONENTS != component;
    Kind last = before == null ? null : KINDS.get(before.item() % kinds);
    boolean newSection = newComponent || !last.section().equals(kind.section());
    if (newSection && last != null) {
      close(xml, last);
    }
    if (newComponent && before != null) {
      xml.append("      </ComponentStream>\n");
    }
    if (newDevice) {
      xml.append(before == null ? "" : "    </DeviceStream>\n");
      xml.append("    <DeviceStream name=\"Mill-%1$d\" uuid=\"M80-%1$d\">\n".formatted(device));
    }
    if (newComponent) {
      xml.append(
          "      <ComponentStream component=\"Linear\" name=\"X%1$d\" componentId=\"d%2$d_x%1$d\">\n"
              .formatted(component, device));
    }
    if (newSection) {
      xml.append("        <").append(kind.section()).append(">\n");
    }
  }

  private static void close(StringBuilder xml, Kind kind) {
    xml.append("        </").append(kind.section()).append(">\n");
  }

  private static String value(Kind kind, Random random) {
    String[] values = kind.values().split(",");
    return kind.section().equals("Samples")
        ? String.format(Locale.ROOT, "%.4f", random.nextGaussian() * 400)
        : values[random.nextInt(values.length)];
  }

  private static StreamsDocument marked(StringBuilder xml, List<Integer> offsets) {
    int[] positions = new int[offsets.size()];
    int at = xml.indexOf(MARK);
    for (int i = 0; i < positions.length; i++) {
      positions[i] = at + i * (StreamsDocument.DIGITS - 1);
      at = xml.indexOf(MARK, at + 1);
    }
    byte[] bytes =
        xml.toString()
            .replace(MARK, "0".repeat(StreamsDocument.DIGITS))
            .getBytes(StandardCharsets.US_ASCII);
    int[] distances = offsets.stream().mapToInt(Integer::intValue).toArray();
    StreamsDocument document =
        new StreamsDocument(
            bytes, positions, Arrays.copyOf(distances, distances.length), OBSERVATIONS);
    document.beginAt(StreamsDocument.FIRST);
    return document;
  }
}

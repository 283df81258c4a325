package io.resonance.connector.mtconnect.client;

import io.resonance.connector.mtconnect.source.MtConnectBatch.Entry;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/** Reads one observation element into a row. */
final class ObservationReader {
  private static final String[] NONE = new String[0];

  private final DocumentLimits limits;
  private final DataItemTable table = new DataItemTable();
  private final AttributeDecoders.Item item = new AttributeDecoders.Item(table);
  private final AttributeDecoders.Time time = new AttributeDecoders.Time();
  private final AttributeDecoders.Unsigned sequence = new AttributeDecoders.Unsigned();
  private final TextBuffer text;
  private final ValueReader values = new ValueReader();
  private final List<String> own = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private long creationNanos;
  private String deviceName = "";
  private String deviceUuid = "";
  private String component = "";
  private String componentId = "";

  private boolean timed;
  private boolean numbered;
  private boolean series;
  private int idIndex;

  ObservationReader(DocumentLimits limits) {
    this.limits = limits;
    this.text = new TextBuffer(limits.text());
  }

  void beginDocument(long creation) {
    creationNanos = creation;
  }

  void beginDevice(XMLStreamReader2 xml) {
    deviceName = attribute(xml, "name");
    deviceUuid = attribute(xml, "uuid");
  }

  void beginComponent(XMLStreamReader2 xml) {
    component = attribute(xml, "component");
    componentId = attribute(xml, "componentId");
  }

  /** Reads the element the parser stands on, to its end tag. */
  void read(
      XMLStreamReader2 xml, MtConnectCategory category, int depth, MtConnectBatchBuilder columns)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoStreamsParser.checkElement(xml, depth + 1, limits);
    String local = xml.getLocalName();
    String prefix = xml.getPrefix();
    attributes(xml, category);
    long number = sequenceNumber(local);
    MtConnectDataItem dataItem = dataItem(xml, category, local, prefix, columns);
    long nanos = timestamp(xml, dataItem, columns);
    ConditionAttributes condition =
        category == MtConnectCategory.CONDITION ? ConditionAttributes.of(xml) : null;
    String[] ownAttributes = own.isEmpty() ? NONE : own.toArray(NONE);
    content(xml, depth + 1);
    if (condition != null) {
      text.trim();
      MtConnectCondition whole =
          condition.with(dataItem, local, text.text(), number, nanos, columns);
      columns.add(
          dataItem, number, nanos, MtConnectValueKind.CONDITION, whole.level().code(), whole);
    } else if (!entries.isEmpty() || isSet(local)) {
      text.trim();
      set(dataItem, number, nanos, columns);
    } else {
      text.trim();
      values.add(dataItem, number, nanos, text, series, columns);
    }
    if (ownAttributes.length > 0) {
      columns.attributes(ownAttributes);
    }
  }

  private void set(
      MtConnectDataItem dataItem, long number, long nanos, MtConnectBatchBuilder columns) {
    if (entries.isEmpty() && text.is("UNAVAILABLE")) {
      columns.add(dataItem, number, nanos, MtConnectValueKind.UNAVAILABLE, 0, null);
    } else {
      columns.add(
          dataItem, number, nanos, MtConnectValueKind.KEY_VALUES, 0, entries.toArray(new Entry[0]));
    }
  }

  private void attributes(XMLStreamReader2 xml, MtConnectCategory category)
      throws XMLStreamException, MtConnectDocumentException {
    timed = false;
    numbered = false;
    series = false;
    idIndex = -1;
    own.clear();
    int count = xml.getAttributeCount();
    for (int i = 0; i < count; i++) {
      switch (xml.getAttributeLocalName(i)) {
        case "dataItemId" -> idIndex = i;
        case "timestamp" -> {
          xml.getAttributeAs(i, time);
          timed = true;
        }
        case "sequence" -> {
          xml.getAttributeAs(i, sequence);
          numbered = sequence.valid();
        }
        case "name", "subType", "statistic" -> {
          // Said once, in the DataItem.
        }
        case "type", "nativeCode", "conditionId", "nativeSeverity", "qualifier" -> {
          if (category != MtConnectCategory.CONDITION) {
            keep(xml, i);
          }
        }
        case "sampleCount" -> {
          series = true;
          keep(xml, i);
        }
        default -> keep(xml, i);
      }
    }
  }

  private void keep(XMLStreamReader2 xml, int i) throws MtConnectDocumentException {
    String value = xml.getAttributeValue(i);
    if (value.length() > limits.text()) {
      throw new MtConnectDocumentException(
          "Attribute %s has %d characters, more than the %d allowed"
              .formatted(xml.getAttributeLocalName(i), value.length(), limits.text()));
    }
    own.add(xml.getAttributeLocalName(i));
    own.add(value);
  }

  private long sequenceNumber(String local) throws MtConnectDocumentException {
    if (!numbered) {
      throw new MtConnectDocumentException(
          "<%s> has no sequence that is an unsigned 64-bit number".formatted(local));
    }
    return sequence.value();
  }

  private MtConnectDataItem dataItem(
      XMLStreamReader2 xml,
      MtConnectCategory category,
      String local,
      String prefix,
      MtConnectBatchBuilder columns)
      throws XMLStreamException {
    if (idIndex >= 0) {
      xml.getAttributeAs(idIndex, item);
      if (item.known() && sameKind(table.found(), category, local)) {
        return table.found();
      }
    } else {
      columns.oddity(MtConnectOddity.Kind.NO_DATA_ITEM_ID, local, "");
    }
    String type = prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    MtConnectDataItem made =
        new MtConnectDataItem(
            attribute(xml, "dataItemId"),
            category,
            category == MtConnectCategory.CONDITION ? attribute(xml, "type") : type,
            attribute(xml, "name"),
            attribute(xml, "subType"),
            attribute(xml, "statistic"),
            deviceName,
            deviceUuid,
            component,
            componentId);
    table.put(made);
    return made;
  }

  // An agent may describe a DataItem anew after a restart: then the entry is replaced.
  private boolean sameKind(MtConnectDataItem known, MtConnectCategory category, String local) {
    return known.category() == category
        && known.componentId().equals(componentId)
        && (category == MtConnectCategory.CONDITION || known.type().endsWith(local));
  }

  private long timestamp(
      XMLStreamReader2 xml, MtConnectDataItem dataItem, MtConnectBatchBuilder columns) {
    TextTime.Reading reading = timed ? time.reading() : TextTime.Reading.UNREADABLE;
    switch (reading) {
      case EXACT -> {
        return time.nanos();
      }
      case WITHOUT_ZONE ->
          columns.oddity(
              MtConnectOddity.Kind.TIME_WITHOUT_ZONE,
              dataItem.dataItemId(),
              attribute(xml, "timestamp"));
      case TRAILING ->
          columns.oddity(
              MtConnectOddity.Kind.TIME_TRAILING,
              dataItem.dataItemId(),
              attribute(xml, "timestamp"));
      case UNREADABLE -> {
        columns.oddity(
            MtConnectOddity.Kind.TIME_UNREADABLE,
            dataItem.dataItemId(),
            attribute(xml, "timestamp"));
        return creationNanos;
      }
    }
    return time.nanos();
  }

  private void content(XMLStreamReader2 xml, int depth)
      throws XMLStreamException, MtConnectDocumentException {
    text.clear();
    entries.clear();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(xml);
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        entry(xml, depth + 1);
      } else {
        AaltoStreamsParser.refuseEntity(event, xml);
      }
    }
  }

  // <Entry key="G54"><Cell key="X">1</Cell></Entry>, or an element of a vendor, kept by its name.
  private void entry(XMLStreamReader2 xml, int depth)
      throws XMLStreamException, MtConnectDocumentException {
    AaltoStreamsParser.checkElement(xml, depth, limits);
    String key = key(xml);
    boolean removed = "true".equals(xml.getAttributeValue(null, "removed"));
    StringBuilder value = new StringBuilder();
    boolean cells = false;
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        AaltoStreamsParser.checkElement(xml, depth + 1, limits);
        cells = true;
        String cell = key(xml);
        boolean cellRemoved = "true".equals(xml.getAttributeValue(null, "removed"));
        entries.add(new Entry(key, cell, xml.getElementText().strip(), removed || cellRemoved));
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        value.append(xml.getText());
      } else {
        AaltoStreamsParser.refuseEntity(event, xml);
      }
      if (value.length() > limits.text()) {
        throw new MtConnectDocumentException(
            "Entry %s has more than %d characters".formatted(key, limits.text()));
      }
    }
    if (!cells) {
      entries.add(new Entry(key, "", value.toString().strip(), removed));
    }
  }

  private static String key(XMLStreamReader2 xml) {
    String key = xml.getAttributeValue(null, "key");
    return key == null ? xml.getLocalName() : key;
  }

  private static boolean isSet(String local) {
    return local.endsWith("DataSet") || local.endsWith("Table");
  }

  static String attribute(XMLStreamReader2 xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  /** The attributes only conditions have; read before the parser moves on. */
  private record ConditionAttributes(
      String type, String nativeCode, String conditionId, String severity, String qualifier) {

    static ConditionAttributes of(XMLStreamReader2 xml) {
      return new ConditionAttributes(
          attribute(xml, "type"),
          attribute(xml, "nativeCode"),
          attribute(xml, "conditionId"),
          attribute(xml, "nativeSeverity"),
          attribute(xml, "qualifier"));
    }

    MtConnectCondition with(
        MtConnectDataItem item,
        String element,
        String text,
        long sequence,
        long nanos,
        MtConnectBatchBuilder columns) {
      MtConnectCondition.Level level =
          switch (element.toLowerCase(Locale.ROOT)) {
            case "normal" -> MtConnectCondition.Level.NORMAL;
            case "warning" -> MtConnectCondition.Level.WARNING;
            case "fault" -> MtConnectCondition.Level.FAULT;
            case "unavailable" -> MtConnectCondition.Level.UNAVAILABLE;
            default -> {
              columns.oddity(MtConnectOddity.Kind.CONDITION_LEVEL, item.dataItemId(), element);
              yield MtConnectCondition.Level.UNAVAILABLE;
            }
          };
      return new MtConnectCondition(
          item.dataItemId(),
          level,
          type,
          nativeCode,
          conditionId,
          severity,
          qualifier,
          text,
          sequence,
          nanos);
    }
  }
}

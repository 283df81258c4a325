package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.text.TextBuffer;
import io.resonance.connector.mtconnect.client.text.TextNumbers;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;
import io.resonance.connector.mtconnect.client.xml.ScannedStartTag;
import io.resonance.connector.mtconnect.client.xml.StartTag;
import io.resonance.connector.mtconnect.source.MtConnectBatch.Entry;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a row of each observation element, whichever parser reads it: what attributes, times and
 * values mean is decided here and in {@link ValueReader}, nowhere else. Knows the DataItems of one
 * agent from document to document.
 */
final class ObservationRows {
  static final byte[] UNAVAILABLE = "UNAVAILABLE".getBytes(StandardCharsets.US_ASCII);
  private static final String[] NONE = new String[0];

  private final DocumentLimits limits;
  private final DataItemTable table = new DataItemTable();
  private final TextTime time = new TextTime();
  private final TextUnsigned sequence = new TextUnsigned();
  private final ValueReader values = new ValueReader();
  private final List<String> own = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  private long creationNanos;
  private String deviceName = "";
  private String deviceUuid = "";
  private String component = "";
  private String componentId = "";

  private TextTime.Reading reading;
  private int sampleCount;
  private int idIndex;
  private int timeIndex;

  private MtConnectCategory category;
  private String element;
  private DataItemTable.Entry entry;
  private MtConnectDataItem dataItem;
  private long number;
  private long nanos;
  private ConditionAttributes condition;
  private String[] ownAttributes;

  ObservationRows(DocumentLimits limits) {
    this.limits = limits;
  }

  /** Forgets where in a document the rows before were; what is known of DataItems stays. */
  void beginDocument() {
    creationNanos = 0;
    deviceName = "";
    deviceUuid = "";
    component = "";
    componentId = "";
  }

  void header(StreamsHeader header) {
    creationNanos = header.creationNanos();
  }

  void beginDevice(StartTag tag) throws MtConnectDocumentException {
    deviceName = value(tag, "name");
    deviceUuid = value(tag, "uuid");
  }

  void beginComponent(StartTag tag) throws MtConnectDocumentException {
    component = value(tag, "component");
    componentId = value(tag, "componentId");
  }

  /** Begins the row of an observation. */
  void begin(StartTag tag, MtConnectCategory section, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    category = section;
    element = tag.local();
    entries.clear();
    attributes(tag);
    findDataItem(tag, columns);
    nanos = timestamp(tag, columns);
    condition = category == MtConnectCategory.CONDITION ? ConditionAttributes.of(tag) : null;
    ownAttributes = own.isEmpty() ? NONE : own.toArray(NONE);
  }

  /** Adds an entry of a DATA_SET, or a cell of a TABLE. */
  void entry(String key, String cell, String value, boolean removed)
      throws MtConnectDocumentException {
    if (entries.size() >= limits.entries()) {
      throw new MtConnectDocumentException(
          "<%s> has more than the %d entries allowed".formatted(element, limits.entries()));
    }
    entries.add(new Entry(key, cell, value, removed));
  }

  /** Ends the row. */
  void end(TextBuffer text, MtConnectBatchBuilder columns) throws MtConnectDocumentException {
    if (columns.size() >= limits.observations()) {
      throw new MtConnectDocumentException(
          "The document has more than the %d observations allowed"
              .formatted(limits.observations()));
    }
    if (condition != null) {
      MtConnectCondition whole =
          condition.with(dataItem, element, text.text(), number, nanos, columns);
      columns.add(
          dataItem, number, nanos, MtConnectValueKind.CONDITION, whole.level().code(), whole);
    } else if (!entries.isEmpty() || isSet(element)) {
      set(text, columns);
    } else {
      values.add(dataItem, number, nanos, text, sampleCount, columns);
    }
    own(ownAttributes, columns);
  }

  private static void own(String[] attributes, MtConnectBatchBuilder columns) {
    if (attributes.length > 0) {
      columns.attributes(attributes);
    }
  }

  /** Remembers how the observation that ended last was written; null if that does not help. */
  DataItemTable.Entry remember(ScannedStartTag tag, int from, int to) {
    // Without an id each one is an oddity of its own.
    boolean repeatable = idIndex >= 0 && condition == null && entries.isEmpty() && !isSet(element);
    entry.layout(
        repeatable ? ObservationLayout.of(tag, from, to, sampleCount, ownAttributes) : null);
    return entry;
  }

  void forgetLayouts() {
    table.forgetLayouts();
  }

  /** The DataItem with an id, or null. */
  DataItemTable.Entry known(byte[] bytes, int from, int to) {
    return table.find(bytes, from, to);
  }

  /** True if an observation in this place is one of this DataItem, known by id and name. */
  boolean isCurrent(MtConnectDataItem item, MtConnectCategory section) {
    return item.category() == section && item.componentId().equals(componentId);
  }

  /** Adds the next observation of a DataItem that is written as the one before. */
  void repeat(
      DataItemTable.Entry known,
      long sequenceNumber,
      long time,
      TextBuffer text,
      MtConnectBatchBuilder columns) {
    ObservationLayout layout = known.layout();
    values.add(known.item(), sequenceNumber, time, text, layout.sampleCount(), columns);
    own(layout.own(), columns);
  }

  /**
   * Reads the value of such an observation, if it is a plain number; gives where it ends, or where
   * it began if it is none.
   */
  int number(DataItemTable.Entry known, byte[] bytes, int from, int end) {
    boolean single =
        known.item().category() == MtConnectCategory.SAMPLE
            && known.layout().sampleCount() == ValueReader.NO_SERIES;
    return single ? values.number(bytes, from, end) : from;
  }

  /** Like {@link #repeat}, with the number read last. */
  void repeatNumber(
      DataItemTable.Entry known, long sequenceNumber, long time, MtConnectBatchBuilder columns) {
    values.addNumber(known.item(), sequenceNumber, time, columns);
    own(known.layout().own(), columns);
  }

  private void set(TextBuffer text, MtConnectBatchBuilder columns) {
    if (entries.isEmpty() && text.is(UNAVAILABLE)) {
      columns.add(dataItem, number, nanos, MtConnectValueKind.UNAVAILABLE, 0, null);
    } else {
      columns.add(
          dataItem, number, nanos, MtConnectValueKind.KEY_VALUES, 0, entries.toArray(new Entry[0]));
    }
  }

  private void attributes(StartTag tag) throws MtConnectDocumentException {
    boolean numbered = false;
    reading = TextTime.Reading.UNREADABLE;
    sampleCount = ValueReader.NO_SERIES;
    idIndex = -1;
    timeIndex = -1;
    own.clear();
    int count = tag.count();
    for (int i = 0; i < count; i++) {
      String name = tag.name(i);
      switch (name) {
        case "dataItemId" -> idIndex = i;
        case "timestamp" -> {
          timeIndex = i;
          reading = tag.read(i, time);
        }
        case "sequence" -> numbered = tag.read(i, sequence);
        case "name", "subType", "statistic" -> {
          // Said once, in the DataItem.
        }
        case "type", "nativeCode", "conditionId", "nativeSeverity", "qualifier" -> {
          if (category != MtConnectCategory.CONDITION) {
            keep(tag, i, name);
          }
        }
        case "sampleCount" -> {
          sampleCount = count(tag.value(i));
          keep(tag, i, name);
        }
        default -> keep(tag, i, name);
      }
    }
    if (!numbered) {
      throw new MtConnectDocumentException(
          "<%s> has no sequence that is an unsigned 64-bit number".formatted(element));
    }
    number = sequence.value();
  }

  // Part 2, TIME_SERIES: sampleCount is the number of values that follow.
  private static int count(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    boolean plain = bytes.length < 10 && TextNumbers.isPlainLong(bytes, 0, bytes.length);
    return plain
        ? (int) Math.max(ValueReader.UNCOUNTED, TextNumbers.plainLong(bytes, 0, bytes.length))
        : ValueReader.UNCOUNTED;
  }

  private void keep(StartTag tag, int index, String name) throws MtConnectDocumentException {
    own.add(name);
    own.add(checked(name, tag.value(index)));
  }

  private void findDataItem(StartTag tag, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    if (idIndex >= 0) {
      entry = tag.find(idIndex, table);
      if (entry != null && sameKind(entry.item())) {
        dataItem = entry.item();
        return;
      }
    } else {
      columns.oddity(MtConnectOddity.Kind.NO_DATA_ITEM_ID, element, "");
    }
    String type = tag.prefix().isEmpty() ? element : tag.prefix() + ":" + element;
    entry =
        table.put(
            new MtConnectDataItem(
                value(tag, "dataItemId").trim(),
                category,
                category == MtConnectCategory.CONDITION ? value(tag, "type") : type,
                value(tag, "name"),
                value(tag, "subType"),
                value(tag, "statistic"),
                deviceName,
                deviceUuid,
                component,
                componentId));
    dataItem = entry.item();
  }

  // An agent may describe a DataItem anew after a restart: then the entry is replaced.
  private boolean sameKind(MtConnectDataItem known) {
    return known.category() == category
        && known.componentId().equals(componentId)
        && (category == MtConnectCategory.CONDITION || known.type().endsWith(element));
  }

  private long timestamp(StartTag tag, MtConnectBatchBuilder columns) {
    switch (reading) {
      case EXACT -> {
        return time.nanos();
      }
      case WITHOUT_ZONE ->
          columns.oddity(
              MtConnectOddity.Kind.TIME_WITHOUT_ZONE, dataItem.dataItemId(), tag.value(timeIndex));
      case TRAILING ->
          columns.oddity(
              MtConnectOddity.Kind.TIME_TRAILING, dataItem.dataItemId(), tag.value(timeIndex));
      case UNREADABLE -> {
        columns.oddity(
            MtConnectOddity.Kind.TIME_UNREADABLE,
            dataItem.dataItemId(),
            timeIndex < 0 ? "" : tag.value(timeIndex));
        return creationNanos;
      }
    }
    return time.nanos();
  }

  private String value(StartTag tag, String name) throws MtConnectDocumentException {
    return checked(name, tag.value(name));
  }

  private String checked(String name, String value) throws MtConnectDocumentException {
    if (value.length() > limits.text()) {
      throw new MtConnectDocumentException(
          "Attribute %s has %d characters, more than the %d allowed"
              .formatted(name, value.length(), limits.text()));
    }
    return value;
  }

  private static boolean isSet(String local) {
    return local.endsWith("DataSet") || local.endsWith("Table");
  }
}

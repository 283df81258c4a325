package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.text.KnownTexts;
import io.resonance.connector.mtconnect.client.text.TextBuffer;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;
import io.resonance.connector.mtconnect.client.xml.CharacterData;
import io.resonance.connector.mtconnect.client.xml.DoubtException;
import io.resonance.connector.mtconnect.client.xml.ScannedStartTag;
import io.resonance.connector.mtconnect.client.xml.XmlNames;
import io.resonance.connector.mtconnect.client.xml.XmlNamespaces;
import io.resonance.connector.mtconnect.client.xml.XmlScanner;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCategory;

/** Scans the observations of a section. */
final class ObservationScanner {
  private static final byte[] ID = XmlScanner.ascii(" dataItemId=\"");

  private final XmlScanner xml;
  private final XmlNamespaces namespaces;
  private final ObservationRows rows;
  private final DocumentLimits limits;
  private final ScannedStartTag tag;
  private final ScannedStartTag inner;
  private final TextBuffer text;
  private final CharacterData decoded = new CharacterData();
  private final TextTime time = new TextTime();
  private final TextUnsigned sequence = new TextUnsigned();
  private DataItemTable.Entry last;

  ObservationScanner(
      XmlScanner xml,
      XmlNamespaces namespaces,
      ObservationRows rows,
      DocumentLimits limits,
      KnownTexts known) {
    this.xml = xml;
    this.namespaces = namespaces;
    this.rows = rows;
    this.limits = limits;
    this.tag = new ScannedStartTag(known);
    this.inner = new ScannedStartTag(known);
    this.text = new TextBuffer(limits.text(), known);
  }

  /** Forgets how observations were written: they may not mean the same any more. */
  void forgetLayouts() {
    rows.forgetLayouts();
    last = null;
  }

  /** Reads all observations up to the end tag of their section, whose depth is given. */
  void read(MtConnectCategory section, int depth, MtConnectBatchBuilder columns)
      throws DoubtException, MtConnectDocumentException {
    if (depth >= limits.depth()) {
      throw new DoubtException();
    }
    while (true) {
      byte next = xml.nextTag();
      if (next == '/') {
        return;
      }
      if (next == '!') {
        xml.comment();
      } else if (!repeated(section, columns)) {
        observation(section, depth + 1, columns);
      }
    }
  }

  // The common case: the DataItem is known, and its observation is written as the last one was.
  // Nothing is changed before all of it has matched.
  private boolean repeated(MtConnectCategory section, MtConnectBatchBuilder columns) {
    byte[] bytes = xml.bytes();
    int end = xml.end();
    int from = xml.position();
    DataItemTable.Entry entry = last;
    int at = afterHead(entry, bytes, from, end);
    if (at < 0) {
      entry = byId(bytes, from, end);
      at = afterHead(entry, bytes, from, end);
      if (at < 0) {
        return false;
      }
    }
    ObservationLayout layout = entry.layout();
    if (layout.timeFirst()) {
      at = time.exact(bytes, at, end);
      at = ObservationLayout.after(layout.middle(), bytes, at, end);
      at = sequence.plain(bytes, at, end);
    } else {
      at = sequence.plain(bytes, at, end);
      at = ObservationLayout.after(layout.middle(), bytes, at, end);
      at = time.exact(bytes, at, end);
    }
    at = ObservationLayout.after(layout.tail(), bytes, at, end);
    if (at < 0
        || !rows.isCurrent(entry.item(), section)
        || columns.size() >= limits.observations()) {
      return false;
    }
    last = entry;
    return value(entry, bytes, at, end, columns);
  }

  private boolean value(
      DataItemTable.Entry entry, byte[] bytes, int from, int end, MtConnectBatchBuilder columns) {
    ObservationLayout layout = entry.layout();
    int to = rows.number(entry, bytes, from, end);
    boolean number = to > from && to < end && bytes[to] == '<';
    if (!number) {
      to = from;
      while (to < end && CharacterData.isPlainInText(bytes[to])) {
        to++;
      }
    }
    int at = ObservationLayout.after(layout.end(), bytes, to, end);
    if (at < 0 || to - from > limits.text()) {
      return false;
    }
    if (number) {
      rows.repeatNumber(entry, sequence.value(), time.nanos(), columns);
    } else {
      text.point(bytes, from, to);
      rows.repeat(entry, sequence.value(), time.nanos(), text, columns);
    }
    xml.moveTo(at);
    return true;
  }

  private static int afterHead(DataItemTable.Entry entry, byte[] bytes, int from, int end) {
    return entry == null || entry.layout() == null
        ? -1
        : ObservationLayout.after(entry.layout().head(), bytes, from, end);
  }

  private DataItemTable.Entry byId(byte[] bytes, int from, int end) {
    int at = from + 1;
    while (at < end && bytes[at] > ' ' && bytes[at] != '>') {
      at++;
    }
    int id = ObservationLayout.after(ID, bytes, at, end);
    if (id < 0) {
      return null;
    }
    at = id;
    while (at < end && bytes[at] != '"' && bytes[at] != '<') {
      at++;
    }
    return rows.known(bytes, id, at);
  }

  private void observation(MtConnectCategory section, int depth, MtConnectBatchBuilder columns)
      throws DoubtException, MtConnectDocumentException {
    int from = xml.position();
    boolean empty = xml.startTag(tag);
    int opened = xml.position();
    namespaces.require(tag);
    rows.begin(tag, section, columns);
    text.clear();
    if (!empty) {
      content(tag.element(), depth);
    }
    rows.end(text, columns);
    if (!empty) {
      last = rows.remember(tag, from, opened);
    }
  }

  private void content(XmlNames.Name element, int depth)
      throws DoubtException, MtConnectDocumentException {
    xml.text(text, decoded);
    while (!xml.isEndTag()) {
      requireNoText();
      entry(depth + 1);
      xml.text(text, decoded);
      requireNoText();
    }
    xml.endTag(element);
  }

  // Text beside elements means nothing in MTConnect; what to make of it is left to the parser.
  private void requireNoText() throws DoubtException {
    if (text.end() > text.start()) {
      throw new DoubtException();
    }
  }

  private void entry(int depth) throws DoubtException, MtConnectDocumentException {
    boolean empty = start(depth);
    String key = key();
    boolean removed = inner.value("removed").equals("true");
    XmlNames.Name element = inner.element();
    if (empty) {
      rows.entry(key, "", "", removed);
      return;
    }
    xml.text(text, decoded);
    if (xml.isEndTag()) {
      rows.entry(key, "", text.text().strip(), removed);
    }
    while (!xml.isEndTag()) {
      requireNoText();
      cell(key, removed, depth + 1);
      xml.text(text, decoded);
      requireNoText();
    }
    xml.endTag(element);
  }

  private void cell(String key, boolean entryRemoved, int depth)
      throws DoubtException, MtConnectDocumentException {
    boolean empty = start(depth);
    String cell = key();
    boolean removed = entryRemoved || inner.value("removed").equals("true");
    if (empty) {
      rows.entry(key, cell, "", removed);
      return;
    }
    XmlNames.Name element = inner.element();
    xml.text(text, decoded);
    rows.entry(key, cell, text.text().strip(), removed);
    xml.endTag(element);
  }

  private boolean start(int depth) throws DoubtException {
    if (depth > limits.depth()) {
      throw new DoubtException();
    }
    boolean empty = xml.startTag(inner);
    namespaces.require(inner);
    return empty;
  }

  private String key() {
    int index = inner.index("key");
    return index < 0 ? inner.local() : inner.value(index);
  }
}

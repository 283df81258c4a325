package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.text.TextUnsigned;
import io.resonance.connector.mtconnect.client.xml.StartTag;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectOddity;

/** Reads the Header of a streams document. */
final class HeaderReader {
  private final TextUnsigned unsigned = new TextUnsigned();
  private final TextTime time = new TextTime();

  StreamsHeader read(StartTag tag, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    long size = tag.index("bufferSize") < 0 ? 0 : number(tag, "bufferSize", columns);
    int created = tag.index("creationTime");
    boolean readable = created >= 0 && tag.read(created, time) != TextTime.Reading.UNREADABLE;
    return new StreamsHeader(
        number(tag, "instanceId", columns),
        number(tag, "firstSequence", columns),
        number(tag, "lastSequence", columns),
        number(tag, "nextSequence", columns),
        size,
        tag.value("version"),
        readable ? time.nanos() : 0,
        tag.value("deviceModelChangeTime"));
  }

  private long number(StartTag tag, String name, MtConnectBatchBuilder columns)
      throws MtConnectDocumentException {
    int index = tag.index(name);
    if (index < 0) {
      throw new MtConnectDocumentException("The Header has no " + name);
    }
    if (!tag.read(index, unsigned)) {
      throw new MtConnectDocumentException(
          "The Header says %s=\"%s\", which is no unsigned 64-bit number"
              .formatted(name, MtConnectDocumentException.cut(tag.value(index))));
    }
    if (unsigned.trailing()) {
      columns.oddity(MtConnectOddity.Kind.NUMBER_TRAILING, name, tag.value(index));
    }
    return unsigned.value();
  }
}

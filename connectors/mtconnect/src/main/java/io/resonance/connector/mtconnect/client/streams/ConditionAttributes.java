package io.resonance.connector.mtconnect.client.streams;

import io.resonance.connector.mtconnect.client.xml.StartTag;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import java.util.Locale;

/** The attributes only conditions have; read before the parser moves on. */
record ConditionAttributes(
    String type, String nativeCode, String conditionId, String severity, String qualifier) {

  static ConditionAttributes of(StartTag tag) {
    return new ConditionAttributes(
        tag.value("type"),
        tag.value("nativeCode"),
        tag.value("conditionId"),
        tag.value("nativeSeverity"),
        tag.value("qualifier"));
  }

  MtConnectCondition with(
      MtConnectDataItem item,
      String element,
      String text,
      long sequence,
      long nanos,
      MtConnectBatchBuilder columns) {
    return new MtConnectCondition(
        item.dataItemId(),
        level(item, element, columns),
        type,
        nativeCode,
        conditionId,
        severity,
        qualifier,
        text,
        sequence,
        nanos);
  }

  private static MtConnectCondition.Level level(
      MtConnectDataItem item, String element, MtConnectBatchBuilder columns) {
    return switch (element.toLowerCase(Locale.ROOT)) {
      case "normal" -> MtConnectCondition.Level.NORMAL;
      case "warning" -> MtConnectCondition.Level.WARNING;
      case "fault" -> MtConnectCondition.Level.FAULT;
      case "unavailable" -> MtConnectCondition.Level.UNAVAILABLE;
      default -> {
        columns.oddity(MtConnectOddity.Kind.CONDITION_LEVEL, item.dataItemId(), element);
        yield MtConnectCondition.Level.UNAVAILABLE;
      }
    };
  }
}

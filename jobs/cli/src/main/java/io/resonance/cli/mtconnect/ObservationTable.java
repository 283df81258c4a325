package io.resonance.cli.mtconnect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Observations as a table for people and as JSON for programs. */
final class ObservationTable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 80;

  private final MtConnectBatch batch;
  private final int[] conditionOfRow;

  ObservationTable(MtConnectBatch batch) {
    this.batch = batch;
    this.conditionOfRow = new int[batch.size()];
    int condition = 0;
    for (int row = 0; row < batch.size(); row++) {
      switch (batch.kind(row)) {
        case CONDITION -> conditionOfRow[row] = condition++;
        case UNAVAILABLE, DOUBLE, LONG, STRING, DOUBLE_ARRAY, KEY_VALUES ->
            conditionOfRow[row] = -1;
      }
    }
  }

  /** In the order they were observed. */
  void print(PrintWriter out) {
    for (int row = 0; row < batch.size(); row++) {
      out.printf(
          "%-30s %12s  %-32s %s%n",
          time(row), Long.toUnsignedString(batch.sequence(row)), name(row), value(row));
    }
  }

  /** By component, as a person looks for them. */
  void printByComponent(PrintWriter out) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(row);
    }
    rows.sort(
        Comparator.comparing((Integer row) -> batch.dataItem(row).deviceName())
            .thenComparing(row -> batch.dataItem(row).componentId()));
    String component = "";
    for (int row : rows) {
      MtConnectDataItem item = batch.dataItem(row);
      String here = "%s %s[%s]".formatted(item.deviceName(), item.component(), item.componentId());
      if (!here.equals(component)) {
        out.println(here);
        component = here;
      }
      out.printf("  %-32s %-30s %s%n", name(row), time(row), value(row));
    }
  }

  /** A line for each, in the order they were observed. */
  void printJson(PrintWriter out) {
    for (int row = 0; row < batch.size(); row++) {
      out.println(json(row));
    }
  }

  private ObjectNode json(int row) {
    MtConnectDataItem item = batch.dataItem(row);
    ObjectNode node = MAPPER.createObjectNode();
    node.put("sequence", Long.toUnsignedString(batch.sequence(row)));
    node.put("timestamp", time(row).toString());
    node.put("device", item.deviceName());
    node.put("component", item.component());
    node.put("componentId", item.componentId());
    node.put("dataItemId", item.dataItemId());
    node.put("name", item.name());
    node.put("category", item.category().name());
    node.put("type", item.type());
    node.put("subType", item.subType());
    switch (batch.kind(row)) {
      case DOUBLE -> node.put("value", batch.doubleValue(row));
      case LONG -> node.put("value", batch.longValue(row));
      case UNAVAILABLE, STRING -> node.put("value", batch.text(row));
      case DOUBLE_ARRAY -> {
        ArrayNode values = node.putArray("value");
        for (double each : batch.doubles(row)) {
          values.add(each);
        }
      }
      case KEY_VALUES -> {
        ArrayNode entries = node.putArray("value");
        for (MtConnectBatch.Entry entry : batch.entries(row)) {
          entries
              .addObject()
              .put("key", entry.key())
              .put("cell", entry.cell())
              .put("value", entry.value())
              .put("removed", entry.removed());
        }
      }
      case CONDITION -> {
        MtConnectCondition condition = batch.conditions().get(conditionOfRow[row]);
        node.put("value", condition.level().name());
        node.put("nativeCode", condition.nativeCode());
        node.put("conditionId", condition.conditionId());
        node.put("severity", condition.severity());
        node.put("qualifier", condition.qualifier());
        node.put("text", condition.text());
      }
    }
    return node;
  }

  private String value(int row) {
    String text =
        switch (batch.kind(row)) {
          case UNAVAILABLE, DOUBLE, LONG, STRING -> batch.text(row);
          case DOUBLE_ARRAY -> numbers(batch.doubles(row));
          case KEY_VALUES -> entries(batch.entries(row));
          case CONDITION -> condition(batch.conditions().get(conditionOfRow[row]));
        };
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static String condition(MtConnectCondition condition) {
    String text = condition.level().name();
    text += condition.nativeCode().isEmpty() ? "" : " " + condition.nativeCode();
    text += condition.qualifier().isEmpty() ? "" : " " + condition.qualifier();
    return condition.text().isEmpty() ? text : text + ": " + condition.text();
  }

  private static String numbers(double[] values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length && text.length() <= LONGEST; i++) {
      text.append(i == 0 ? "" : " ").append(values[i]);
    }
    return text.toString();
  }

  private static String entries(List<MtConnectBatch.Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (MtConnectBatch.Entry entry : entries) {
      String key = entry.cell().isEmpty() ? entry.key() : entry.key() + "." + entry.cell();
      text.append(text.isEmpty() ? "" : " ").append(key);
      text.append(entry.removed() ? " removed" : "=" + entry.value());
    }
    return text.isEmpty() ? "(empty)" : text.toString();
  }

  private String name(int row) {
    MtConnectDataItem item = batch.dataItem(row);
    String type = item.type().contains("_") ? item.type().toLowerCase(Locale.ROOT) : item.type();
    String named = item.name().isEmpty() ? item.dataItemId() : item.name();
    return type + " " + named;
  }

  private Instant time(int row) {
    long nanos = batch.timestampNanos(row);
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}

package io.resonance.testbed.mtconnect.recording;

import io.resonance.testbed.mtconnect.document.AgentDocuments;
import io.resonance.testbed.mtconnect.document.DeviceModel.Item;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the values of adapter lines as the reference agent does. */
final class ShdrValues {
  // key=value, key='a b', key="a b", key={a=1 b=2}, key for a removed entry
  private static final Pattern ENTRY =
      Pattern.compile("([^\\s=]+)(?:=(?:'([^']*)'|\"([^\"]*)\"|\\{([^}]*)}|(\\S*)))?");

  /**
   * A value in XML.
   *
   * @param element name of the element
   * @param attributes that follow the timestamp
   * @param tail what follows the sequence
   * @param fields of the line it took
   */
  record Written(String element, String attributes, String tail, int fields) {}

  Written read(Item item, String[] fields, int at) {
    String value = fields[at].strip();
    if (item.category().equals("CONDITION")) {
      return condition(item, fields, at);
    }
    if (value.equals("UNAVAILABLE")) {
      return new Written(item.element(), "", tail(item.element(), value), 1);
    }
    if (item.type().equals("MESSAGE") && at + 1 < fields.length) {
      String code = fields[at].isEmpty() ? "" : attribute("nativeCode", fields[at]);
      return new Written(item.element(), code, tail(item.element(), fields[at + 1]), 2);
    }
    if (item.element().endsWith("TimeSeries") && at + 2 < fields.length) {
      String rate = fields[at + 1].isEmpty() ? "" : attribute("sampleRate", fields[at + 1]);
      return new Written(
          item.element(),
          attribute("sampleCount", value) + rate,
          tail(item.element(), fields[at + 2]),
          3);
    }
    if (item.element().endsWith("DataSet") || item.element().endsWith("Table")) {
      return set(item, value);
    }
    return new Written(item.element(), "", tail(item.element(), value), 1);
  }

  private static Written condition(Item item, String[] fields, int at) {
    String level = fields[at].strip().toLowerCase(Locale.ROOT);
    String element =
        level.isEmpty()
            ? "Unavailable"
            : Character.toUpperCase(level.charAt(0)) + level.substring(1);
    String[] names = {"nativeCode", "nativeSeverity", "qualifier"};
    StringBuilder attributes = new StringBuilder(attribute("type", item.type()));
    int taken = 1;
    for (; taken <= names.length && at + taken < fields.length; taken++) {
      if (!fields[at + taken].isEmpty()) {
        attributes.append(attribute(names[taken - 1], fields[at + taken]));
      }
    }
    String text = at + taken < fields.length ? fields[at + taken] : "";
    return new Written(
        element, attributes.toString(), text.isEmpty() ? "/>" : tail(element, text), taken + 1);
  }

  private static Written set(Item item, String value) {
    String attributes = "";
    String rest = value;
    if (value.startsWith(":")) {
      String reset = value.substring(1).split("\\s", 2)[0];
      attributes = attribute("resetTriggered", reset);
      rest = value.substring(1 + reset.length());
    }
    boolean table = item.element().endsWith("Table");
    StringBuilder entries = new StringBuilder();
    int count = 0;
    Matcher entry = ENTRY.matcher(rest);
    while (entry.find()) {
      count++;
      entries.append("<Entry").append(attribute("key", entry.group(1)));
      if (entry.end() == entry.end(1)) {
        entries.append(" removed=\"true\"/>");
      } else if (table && entry.group(4) != null) {
        entries.append('>').append(cells(entry.group(4))).append("</Entry>");
      } else {
        entries.append(tail("Entry", plain(entry)));
      }
    }
    return new Written(
        item.element(),
        attributes + attribute("count", "" + count),
        ">" + entries + "</" + item.element() + ">",
        1);
  }

  private static String cells(String text) {
    StringBuilder cells = new StringBuilder();
    Matcher cell = ENTRY.matcher(text);
    while (cell.find()) {
      cells.append("<Cell").append(attribute("key", cell.group(1)));
      cells.append(tail("Cell", plain(cell)));
    }
    return cells.toString();
  }

  private static String plain(Matcher entry) {
    for (int group = 2; group <= 5; group++) {
      if (entry.group(group) != null) {
        return entry.group(group);
      }
    }
    return "";
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + AgentDocuments.escape(value) + "\"";
  }

  private static String tail(String element, String text) {
    return ">" + AgentDocuments.escape(text) + "</" + element + ">";
  }
}

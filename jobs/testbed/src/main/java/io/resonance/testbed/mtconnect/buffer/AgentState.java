package io.resonance.testbed.mtconnect.buffer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent knows of its DataItems at one sequence number: the latest value of each, all active
 * conditions, and DATA_SETs and TABLEs with all their entries, as a current request lists them.
 */
final class AgentState {
  private static final Pattern CODE = Pattern.compile(" (conditionId|nativeCode)=\"([^\"]*)\"");
  private static final Pattern SET = Pattern.compile("<[^ ]*(DataSet|Table) ");
  private static final Pattern ENTRY =
      Pattern.compile("<Entry key=\"([^\"]*)\"[^>]*?(/>|>.*?</Entry>)", Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile(" count=\"\\d+\"");

  private final Map<String, Map<String, AgentObservation>> active = new LinkedHashMap<>();

  AgentState() {}

  AgentState(AgentState other) {
    other.active.forEach((item, known) -> active.put(item, new LinkedHashMap<>(known)));
  }

  void clear() {
    active.clear();
  }

  List<AgentObservation> observations() {
    List<AgentObservation> all = new ArrayList<>();
    active.values().forEach(known -> all.addAll(known.values()));
    return all;
  }

  void apply(AgentObservation seen) {
    Map<String, AgentObservation> known =
        active.computeIfAbsent(seen.dataItemId(), id -> new LinkedHashMap<>());
    if (seen.place().category().startsWith("Condition")) {
      condition(seen, known);
    } else if (SET.matcher(seen.head()).lookingAt() && !known.isEmpty()) {
      known.put("", merged(known.get(""), seen));
    } else {
      known.put("", seen);
    }
  }

  // Normal with a code clears that one; a bare Normal and Unavailable replace all (Part 3).
  private static void condition(AgentObservation seen, Map<String, AgentObservation> known) {
    String code = code(seen);
    boolean normal = seen.head().startsWith("<Normal");
    known.values().removeIf(each -> !isActive(each));
    if (seen.head().startsWith("<Unavailable") || (normal && code.isEmpty())) {
      known.clear();
      known.put("", seen);
    } else if (normal) {
      known.remove(code);
      if (known.isEmpty()) {
        known.put("", seen);
      }
    } else {
      // The latest activation is listed last.
      known.remove(code);
      known.put(code, seen);
    }
  }

  private static boolean isActive(AgentObservation condition) {
    return condition.head().startsWith("<Warning") || condition.head().startsWith("<Fault");
  }

  // conditionId is the key where there is one (2.3), else nativeCode.
  private static String code(AgentObservation seen) {
    Matcher code = CODE.matcher(seen.head());
    String found = "";
    while (code.find()) {
      if (found.isEmpty() || code.group(1).equals("conditionId")) {
        found = code.group(2);
      }
    }
    return found;
  }

  private static AgentObservation merged(AgentObservation old, AgentObservation seen) {
    if (seen.tail().contains(">UNAVAILABLE<")) {
      return seen;
    }
    Map<String, String> entries =
        seen.head().contains(" resetTriggered=") ? new LinkedHashMap<>() : entries(old);
    entries.putAll(entries(seen));
    entries.values().removeIf(entry -> entry.contains(" removed=\"true\""));
    String name = seen.head().substring(1, seen.head().indexOf(' '));
    return new AgentObservation(
        seen.sequence(),
        seen.place(),
        seen.dataItemId(),
        seen.timestampNanos(),
        COUNT.matcher(seen.head()).replaceFirst(" count=\"" + entries.size() + "\""),
        COUNT.matcher(attributesOfTail(seen)).replaceFirst(" count=\"" + entries.size() + "\"")
            + ">"
            + String.join("", entries.values())
            + "</"
            + name
            + ">");
  }

  private static String attributesOfTail(AgentObservation seen) {
    int end = seen.tail().indexOf('>');
    return seen.tail().substring(0, seen.tail().startsWith("/>") ? 0 : end);
  }

  private static Map<String, String> entries(AgentObservation set) {
    Map<String, String> entries = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(set.tail());
    while (entry.find()) {
      entries.remove(entry.group(1));
      entries.put(entry.group(1), entry.group());
    }
    return entries;
  }
}

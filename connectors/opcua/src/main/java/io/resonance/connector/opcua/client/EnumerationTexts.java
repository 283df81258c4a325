package io.resonance.connector.opcua.client;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumValueType;

/** The texts of codes in the forms a server may give them (Part 3, 5.8.3; Part 8, 5.3.3). */
final class EnumerationTexts {

  private EnumerationTexts() {}

  /** The first form that is there; of each only what has a text. */
  static Map<Long, String> of(
      Object enumStrings, Object enumValues, Object falseState, Object trueState) {
    Map<Long, String> texts = new HashMap<>();
    if (enumValues instanceof Object[] values && values.length > 0) {
      for (Object value : values) {
        if (value instanceof EnumValueType entry) {
          put(texts, entry.getValue(), entry.getDisplayName());
        }
      }
    } else if (enumStrings instanceof LocalizedText[] strings) {
      for (int code = 0; code < strings.length; code++) {
        put(texts, code, strings[code]);
      }
    } else {
      put(texts, 0, falseState);
      put(texts, 1, trueState);
    }
    return texts;
  }

  private static void put(Map<Long, String> texts, long code, Object text) {
    if (text instanceof LocalizedText localized
        && localized.text() != null
        && !localized.text().isEmpty()) {
      texts.put(code, localized.text());
    }
  }
}

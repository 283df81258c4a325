package io.resonance.schema.profile.state;

import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.Vocabulary;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.profile.state.StateTable.Row;
import io.resonance.schema.profile.state.StateTable.StateWord;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the tables of states. Every word of every term they look at must be in a row or be named as
 * saying nothing, and no row may be hidden by one above it.
 */
public final class StateTableReader {

  private static final String DETAILS = "equipment-state-detail";

  private final Map<String, PropertyTerm> terms;
  private final Map<String, Vocabulary> vocabularies;
  private final Set<String> ids = new HashSet<>();

  private StateTableReader(Map<String, PropertyTerm> terms, Map<String, Vocabulary> vocabularies) {
    this.terms = terms;
    this.vocabularies = vocabularies;
  }

  /**
   * The tables of a resource.
   *
   * @throws io.resonance.schema.profile.ProfileException naming file and line of what is wrong
   */
  public static StateTable read(
      YamlEntry root, Map<String, PropertyTerm> terms, Map<String, Vocabulary> vocabularies) {
    return new StateTableReader(terms, vocabularies).read(root);
  }

  private StateTable read(YamlEntry root) {
    root.allowing("only-own", "says-nothing", "states", "modes");
    List<Row<StateWord>> states = rows(root.field("states"), "state", entry -> stateWord(entry));
    List<Row<MachineryMode>> modes =
        rows(root.field("modes"), "mode", entry -> enumerated(MachineryMode.class, entry, "mode"));
    StateTable table =
        new StateTable(states, modes, onlyOwn(root), words(root.field("says-nothing")));
    refuseForgottenWords(root, table);
    return table;
  }

  private StateWord stateWord(YamlEntry entry) {
    String detail = entry.has("detail") ? entry.text("detail") : "";
    if (!detail.isEmpty() && !vocabularies.get(DETAILS).words().contains(detail)) {
      throw entry
          .field("detail")
          .error("`%s` is not in the vocabulary %s".formatted(detail, DETAILS));
    }
    return new StateWord(enumerated(MachineryState.class, entry, "state"), detail);
  }

  private <T> List<Row<T>> rows(YamlEntry list, String says, Function<YamlEntry, T> read) {
    List<Row<T>> rows = new ArrayList<>();
    for (YamlEntry entry : list.list()) {
      if (says.equals("state")) {
        entry.allowing("id", "when", "state", "detail", "why");
      } else {
        entry.allowing("id", "when", "mode", "why");
      }
      YamlEntry why = entry.field("why").allowing("en", "zh");
      Row<T> row =
          new Row<>(
              entry.text("id"),
              words(entry.field("when")),
              read.apply(entry),
              new Rule.Localized(why.text("en"), why.text("zh")));
      if (!ids.add(row.id())) {
        throw entry.field("id").error("there is a row `%s` already".formatted(row.id()));
      }
      if (row.when().isEmpty()) {
        throw entry.field("when").error("a row without a condition would always hold");
      }
      for (Row<T> above : rows) {
        if (above.covers(row)) {
          throw entry.error(
              "the row `%s` never comes to its turn: `%s` above holds wherever it does"
                  .formatted(row.id(), above.id()));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private Map<String, Set<String>> words(YamlEntry entry) {
    Map<String, Set<String>> words = new LinkedHashMap<>();
    for (String term : entry.names()) {
      List<String> known = vocabulary(entry, term).words();
      Set<String> some = new HashSet<>();
      for (YamlEntry word : entry.field(term).list()) {
        if (!known.contains(word.text())) {
          throw word.error("`%s` is no word of %s; %s are".formatted(word.text(), term, known));
        }
        some.add(word.text());
      }
      if (some.isEmpty()) {
        throw entry.field(term).error("at least one word is needed");
      }
      words.put(term, Set.copyOf(some));
    }
    return words;
  }

  private Vocabulary vocabulary(YamlEntry at, String term) {
    PropertyTerm known = terms.get(term);
    if (known == null || known.vocabulary().isEmpty()) {
      throw at.error("`%s` is no term with a vocabulary".formatted(term));
    }
    return vocabularies.get(known.vocabulary().get());
  }

  private Set<String> onlyOwn(YamlEntry root) {
    for (YamlEntry term : root.field("only-own").list()) {
      vocabulary(term, term.text());
    }
    return Set.copyOf(root.texts("only-own"));
  }

  private void refuseForgottenWords(YamlEntry root, StateTable table) {
    Map<String, Set<String>> used = new HashMap<>();
    List<Map<String, Set<String>>> all = new ArrayList<>(List.of(table.saysNothing()));
    table.states().forEach(row -> all.add(row.when()));
    table.modes().forEach(row -> all.add(row.when()));
    for (Map<String, Set<String>> some : all) {
      some.forEach((term, words) -> used.computeIfAbsent(term, t -> new HashSet<>()).addAll(words));
    }
    for (String term : table.terms().stream().sorted().toList()) {
      List<String> forgotten =
          vocabulary(root, term).words().stream()
              .filter(word -> !used.get(term).contains(word))
              .toList();
      if (!forgotten.isEmpty()) {
        throw root.field("says-nothing")
            .error(
                "%s of %s are in no row; add rows, or name them here".formatted(forgotten, term));
      }
    }
  }

  private static <E extends Enum<E>> E enumerated(Class<E> type, YamlEntry entry, String field) {
    String text = entry.text(field);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                entry
                    .field(field)
                    .error("`%s` is none of %s".formatted(text, List.of(type.getEnumConstants()))));
  }
}

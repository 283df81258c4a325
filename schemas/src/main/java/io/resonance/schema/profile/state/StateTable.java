package io.resonance.schema.profile.state;

import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the words of a machine to one state and one mode, after the machinery item states and
 * operation modes of OPC 40001-1 (12.2, 13.2): a decision table that is data of the profile.
 * Immutable and safe for any number of threads.
 */
public final class StateTable {

  /** In place of a row's id: no row holds. */
  public static final String NO_ROW = "none";

  private static final StateWord UNKNOWN = new StateWord(MachineryState.UNKNOWN, "");

  private final List<Row<StateWord>> states;
  private final List<Row<MachineryMode>> modes;
  private final Set<String> onlyOwn;
  private final Map<String, Set<String>> saysNothing;
  private final Set<String> terms;

  /** A state, and what it is more exactly; empty where nothing more is known. */
  public record StateWord(MachineryState state, String detail) {}

  /**
   * A row of one of the two tables.
   *
   * @param id unique among the rows of both
   * @param when words by term; each term needs one of its words to be said
   * @param says what follows
   * @param why in words for people
   */
  public record Row<T>(String id, Map<String, Set<String>> when, T says, Rule.Localized why) {

    public Row {
      when = Map.copyOf(when);
    }

    boolean holds(Words words) {
      for (Map.Entry<String, Set<String>> condition : when.entrySet()) {
        if (words.of(condition.getKey()).stream().noneMatch(condition.getValue()::contains)) {
          return false;
        }
      }
      return true;
    }

    /** Whether this row holds wherever another does, which then never comes to its turn. */
    boolean covers(Row<?> other) {
      return when.entrySet().stream()
          .allMatch(
              condition ->
                  other.when.containsKey(condition.getKey())
                      && condition.getValue().containsAll(other.when.get(condition.getKey())));
    }
  }

  /** What a machine says at a moment. */
  public interface Words {

    /** The words of all properties with a term; without those that are not known. */
    Collection<String> of(String term);
  }

  /**
   * What the tables say.
   *
   * @param state UNKNOWN where no row holds
   * @param detail what it is more exactly; empty where nothing more is known
   * @param mode UNKNOWN where no row holds
   * @param stateRow id of the row, or {@link #NO_ROW}
   * @param modeRow id of the row, or {@link #NO_ROW}
   */
  public record Decision(
      MachineryState state, String detail, MachineryMode mode, String stateRow, String modeRow) {

    /** Where nothing is said. */
    public static final Decision UNKNOWN =
        new Decision(MachineryState.UNKNOWN, "", MachineryMode.UNKNOWN, NO_ROW, NO_ROW);

    /** Whether another one means the same, from whichever rows. */
    public boolean meansTheSameAs(Decision other) {
      return state == other.state && mode == other.mode && detail.equals(other.detail);
    }
  }

  StateTable(
      List<Row<StateWord>> states,
      List<Row<MachineryMode>> modes,
      Set<String> onlyOwn,
      Map<String, Set<String>> saysNothing) {
    this.states = List.copyOf(states);
    this.modes = List.copyOf(modes);
    this.onlyOwn = Set.copyOf(onlyOwn);
    this.saysNothing = Map.copyOf(saysNothing);
    Set<String> all = new HashSet<>();
    states.forEach(row -> all.addAll(row.when().keySet()));
    modes.forEach(row -> all.addAll(row.when().keySet()));
    this.terms = Set.copyOf(all);
  }

  /** Whether words of a property count. */
  public boolean looksAt(String property) {
    String term = PropertyTerm.termOf(property);
    return terms.contains(term) && (!onlyOwn.contains(term) || property.equals(term));
  }

  /** State and mode by the first row of each table that holds. */
  public Decision decide(Words words) {
    StateWord state = UNKNOWN;
    String stateRow = NO_ROW;
    for (Row<StateWord> row : states) {
      if (row.holds(words)) {
        state = row.says();
        stateRow = row.id();
        break;
      }
    }
    MachineryMode mode = MachineryMode.UNKNOWN;
    String modeRow = NO_ROW;
    for (Row<MachineryMode> row : modes) {
      if (row.holds(words)) {
        mode = row.says();
        modeRow = row.id();
        break;
      }
    }
    return new Decision(state.state(), state.detail(), mode, stateRow, modeRow);
  }

  /** The rows that say the state, in their order. */
  public List<Row<StateWord>> states() {
    return states;
  }

  /** The rows that say the mode, in their order. */
  public List<Row<MachineryMode>> modes() {
    return modes;
  }

  /** The terms that the rows look at. */
  public Set<String> terms() {
    return terms;
  }

  /** Terms that count only without a qualifier. */
  public Set<String> onlyOwn() {
    return onlyOwn;
  }

  /** Words by term that are meant to be in no row. */
  public Map<String, Set<String>> saysNothing() {
    return saysNothing;
  }
}

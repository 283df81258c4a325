package io.resonance.cli.faults;

import io.resonance.cli.faults.cell.Cell;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.plant.load.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the cells that people name, such as {@code opcua-reset/steady} or {@code mes-*}. */
final class CellChoice {

  private static final int SUGGESTIONS = 3;

  private CellChoice() {}

  /**
   * The cells of the names, each once, in the order of the matrix.
   *
   * @param names with {@code *} for any letters; empty for all cells
   * @throws StartRefusedException if a name fits no cell; the message has the nearest names
   */
  static List<Cell> of(List<String> names) {
    List<Cell> all = Cell.all();
    if (names.isEmpty()) {
      return all;
    }
    Set<Cell> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Cell> found =
          all.stream().filter(cell -> pattern(name).matcher(cell.name()).matches()).toList();
      if (found.isEmpty()) {
        throw new StartRefusedException(
            "There is no cell '%s'.%s `resonance faults list` shows all %d."
                .formatted(name, question(name, all), all.size()));
      }
      chosen.addAll(found);
    }
    return chosen.stream().sorted(Comparator.comparing(all::indexOf)).toList();
  }

  private static Pattern pattern(String name) {
    String regex =
        Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex);
  }

  private static String question(String name, List<Cell> all) {
    List<String> left = new ArrayList<>(all.stream().map(Cell::name).toList());
    List<String> nearest =
        new ArrayList<>(
            left.stream().filter(each -> each.contains(name)).limit(SUGGESTIONS).toList());
    left.removeAll(nearest);
    while (nearest.size() < SUGGESTIONS) {
      var next = Nearest.to(name, left);
      if (next.isEmpty()) {
        break;
      }
      nearest.add(next.get());
      left.remove(next.get());
    }
    return nearest.isEmpty() ? "" : " Did you mean " + String.join(", ", nearest) + "?";
  }
}

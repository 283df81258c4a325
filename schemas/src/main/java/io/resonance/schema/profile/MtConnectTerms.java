package io.resonance.schema.profile;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which term an MTConnect data item has, by its type, subType and the components it lies in. */
public final class MtConnectTerms {

  private final Map<String, List<Entry>> byType = new HashMap<>();
  private final List<Entry> entries;

  /**
   * One line of the table.
   *
   * @param type DataItem type, such as {@code SPINDLE_SPEED}
   * @param subType the subType it fits; {@code *} fits every one, the empty text only none
   * @param within element names of components, one of which the data item must lie in; empty for
   *     anywhere
   * @param term the term it gets
   */
  record Entry(String type, String subType, List<String> within, String term) {

    /** What it fits, in words. */
    String text() {
      String any =
          subType.equals("*") ? "" : subType.isEmpty() ? " without subType" : " " + subType;
      return type + any + (within.isEmpty() ? "" : " within " + String.join(" or ", within));
    }

    boolean fits(String actualSubType, Collection<String> components) {
      return (subType.equals("*") || subType.equals(actualSubType))
          && (within.isEmpty() || within.stream().anyMatch(components::contains));
    }
  }

  MtConnectTerms(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (Entry entry : entries) {
      byType.merge(entry.type(), List.of(entry), MtConnectTerms::joined);
    }
  }

  /**
   * The term of a data item.
   *
   * @param type DataItem type in upper case, such as {@code POSITION}
   * @param subType its subType; empty where it has none
   * @param components element names of the components around it, such as {@code Axes} and {@code
   *     Linear}
   */
  public Optional<String> term(String type, String subType, Collection<String> components) {
    return byType.getOrDefault(type, List.of()).stream()
        .filter(entry -> entry.fits(subType, components))
        .findFirst()
        .map(Entry::term);
  }

  List<Entry> entries() {
    return entries;
  }

  private static List<Entry> joined(List<Entry> some, List<Entry> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }
}

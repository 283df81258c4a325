package io.resonance.schema.profile.state;

import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.YamlEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which properties say what a machine is working on: data of the profile. Immutable and safe for
 * any number of threads.
 */
public final class ContextTable {

  private final List<Entry> entries;
  private final Map<String, Place> byTerm = new HashMap<>();
  private final Set<Field> onlyOwn = EnumSet.noneOf(Field.class);

  /** The fields of {@link io.resonance.schema.v1.JobContext}. */
  public enum Field {
    JOB,
    PART,
    PART_COUNT,
    LOT,
    PROGRAM,
    TOOL,
    DEVICE_HEALTH
  }

  /**
   * What a property is for the context.
   *
   * @param field what it says
   * @param rank of two properties with a word the one of the lower rank counts
   */
  public record Place(Field field, int rank) {}

  /**
   * A line of the table.
   *
   * @param onlyOwn whether properties with a qualifier say nothing of it
   */
  public record Entry(Field field, List<String> terms, boolean onlyOwn, Rule.Localized title) {

    public Entry {
      terms = List.copyOf(terms);
    }
  }

  private ContextTable(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    for (Entry entry : entries) {
      if (entry.onlyOwn()) {
        onlyOwn.add(entry.field());
      }
      for (int i = 0; i < entry.terms().size(); i++) {
        byTerm.put(entry.terms().get(i), new Place(entry.field(), i));
      }
    }
  }

  /**
   * The table of a resource.
   *
   * @param terms the names of the profile's terms
   * @throws io.resonance.schema.profile.ProfileException naming file and line of what is wrong
   */
  public static ContextTable read(YamlEntry root, Set<String> terms) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Field> taken = new HashMap<>();
    for (YamlEntry entry : root.allowing("context").field("context").list()) {
      entry.allowing("field", "terms", "only-own", "title");
      Field field = field(entry.field("field"));
      if (taken.containsValue(field)) {
        throw entry.field("field").error("the field `%s` is there twice".formatted(name(field)));
      }
      for (YamlEntry term : entry.field("terms").list()) {
        if (!terms.contains(term.text())) {
          throw term.error("`%s` is not a term".formatted(term.text()));
        }
        if (taken.put(term.text(), field) != null) {
          throw term.error("`%s` says something else already".formatted(term.text()));
        }
      }
      YamlEntry title = entry.field("title").allowing("en", "zh");
      entries.add(
          new Entry(
              field,
              entry.texts("terms"),
              entry.has("only-own") && entry.text("only-own").equals("true"),
              new Rule.Localized(title.text("en"), title.text("zh"))));
    }
    return new ContextTable(entries);
  }

  /** What a property is for the context; empty where it plays no part in it. */
  public Optional<Place> place(String property) {
    String term = PropertyTerm.termOf(property);
    return Optional.ofNullable(byTerm.get(term))
        .filter(place -> property.equals(term) || !onlyOwn.contains(place.field()));
  }

  /** All lines. */
  public List<Entry> entries() {
    return entries;
  }

  /** A field as the resource spells it. */
  public static String name(Field field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Field field(YamlEntry entry) {
    return Arrays.stream(Field.values())
        .filter(field -> name(field).equals(entry.text()))
        .findFirst()
        .orElseThrow(
            () ->
                entry.error(
                    "`%s` is none of %s"
                        .formatted(
                            entry.text(),
                            Arrays.stream(Field.values()).map(ContextTable::name).toList())));
  }
}

package io.resonance.schema.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which term a variable of an OPC UA server has, by the end of its browse path: companion
 * specifications name their objects and variables. Immutable and safe for any number of threads.
 */
public final class OpcUaTerms {

  private static final String INSTANCE = "*";

  private final List<Entry> entries;
  private final Set<String> grouping;
  private final Map<String, String> withoutTerm;

  /**
   * One name of a browse path.
   *
   * @param namespace URI of its namespace; empty where it is not known
   */
  public record Step(String namespace, String name) {}

  /**
   * What a variable is.
   *
   * @param property term with qualifier
   * @param unit code of its unit where the server does not say one; empty for none
   */
  public record Found(String property, String unit) {}

  /**
   * One line of the table.
   *
   * @param namespace of the first name
   * @param path names; {@code *} for that of an instance
   * @param term what the variable is
   * @param as qualifier that tells it from others of the term; empty for none
   * @param unit code of the unit the specification gives; empty for none
   */
  record Entry(String namespace, List<String> path, PropertyTerm term, String as, String unit) {

    boolean fits(List<Step> steps) {
      int from = steps.size() - path.size();
      if (from < 0 || !isOf(steps.get(from).namespace())) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        if (!path.get(i).equals(INSTANCE) && !path.get(i).equals(steps.get(from + i).name())) {
          return false;
        }
      }
      return true;
    }

    private boolean isOf(String actual) {
      return actual.isEmpty() || actual.equals(namespace);
    }

    long names() {
      return path.size() * 2L - path.stream().filter(INSTANCE::equals).count();
    }
  }

  private OpcUaTerms(List<Entry> entries, Set<String> grouping, Map<String, String> withoutTerm) {
    this.entries =
        entries.stream().sorted(Comparator.comparingLong(Entry::names).reversed()).toList();
    this.grouping = Set.copyOf(grouping);
    this.withoutTerm = Collections.unmodifiableMap(new LinkedHashMap<>(withoutTerm));
  }

  static OpcUaTerms read(YamlEntry root, Map<String, PropertyTerm> terms, UnitTable units) {
    root.allowing("grouping", "nodes", "without-term");
    List<Entry> entries = new ArrayList<>();
    for (YamlEntry entry : root.field("nodes").list()) {
      entry.allowing("namespace", "path", "term", "as", "unit");
      PropertyTerm term = terms.get(entry.text("term"));
      if (term == null) {
        throw entry.field("term").error("`%s` is not a term".formatted(entry.text("term")));
      }
      String unit = entry.has("unit") ? entry.text("unit") : "";
      if (!unit.isEmpty() && units.ofCode(unit).isEmpty()) {
        throw entry.field("unit").error("`%s` is not a code of units.yaml".formatted(unit));
      }
      List<String> path = List.of(entry.text("path").split("/", -1));
      if (path.contains("") || path.get(0).equals(INSTANCE)) {
        throw entry
            .field("path")
            .error("names joined by / are expected, the first of them not of an instance");
      }
      entries.add(
          new Entry(
              entry.text("namespace"), path, term, entry.has("as") ? entry.text("as") : "", unit));
    }
    Map<String, String> withoutTerm = new LinkedHashMap<>();
    for (YamlEntry entry : root.field("without-term").list()) {
      YamlEntry why = entry.allowing("below", "why").field("why").allowing("en", "zh");
      why.text("zh");
      withoutTerm.put(entry.text("below"), why.text("en"));
    }
    return new OpcUaTerms(entries, Set.copyOf(root.texts("grouping")), withoutTerm);
  }

  /**
   * The property of a variable; empty where no specification names it.
   *
   * @param path its full path
   * @param below how many names of the path all variables of the machine share; they never become
   *     qualifiers
   */
  public Optional<Found> find(List<Step> path, int below) {
    return entries.stream()
        .filter(entry -> entry.fits(path))
        .findFirst()
        .map(entry -> new Found(property(entry, path, below), entry.unit()));
  }

  /** Why a variable is meant to have no term; empty where nobody says so. */
  public Optional<String> whyWithout(List<Step> path) {
    return path.subList(0, Math.max(0, path.size() - 1)).stream()
        .map(Step::name)
        .filter(withoutTerm::containsKey)
        .findFirst()
        .map(withoutTerm::get);
  }

  private String property(Entry entry, List<Step> path, int below) {
    List<String> qualifier = new ArrayList<>();
    int from = path.size() - entry.path().size();
    for (int i = below; i < path.size() - 1; i++) {
      boolean isInstance = i >= from && entry.path().get(i - from).equals(INSTANCE);
      boolean isAbove = i < from && !grouping.contains(path.get(i).name());
      if (isInstance || isAbove) {
        qualifier.add(path.get(i).name());
      }
    }
    if (!entry.as().isEmpty()) {
      qualifier.add(entry.as());
    }
    if (qualifier.isEmpty()) {
      return entry.term().qualified()
          ? entry.term().of(path.get(path.size() - 1).name())
          : entry.term().name();
    }
    return entry.term().of(String.join("/", qualifier));
  }

  Collection<Entry> entries() {
    return entries;
  }

  Map<String, String> withoutTerm() {
    return withoutTerm;
  }
}

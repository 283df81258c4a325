package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.profile.OpcUaTerms;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The properties that found nodes are: the name is made from the path alone, so that it stays the
 * same after a restart and on another machine. What a companion specification names gets the term
 * of the profile's table; another BrowseName that is a term ({@code SpindleSpeed}, {@code
 * spindle_speed}) gets it, with the names above it as qualifier; any other is a name of one's own,
 * {@code x:} and the path.
 *
 * <p>Two nodes of one equipment get the same name only where their BrowseNames differ in spelling
 * or namespace alone, or where the plant file gave the name to another address; then the second
 * carries a mark made from its full path. Which was the first must not change with a restart, so
 * who has a name that others wanted is part of the router's state.
 */
final class FoundNodeNames {

  private static final Logger LOG = LoggerFactory.getLogger(FoundNodeNames.class);

  /** Has a name because the plant file says so, not because of its path. */
  private static final String NAMED_IN_PLANT_FILE = "";

  private final Profile profile;

  /** The node that has a name: by equipment, then by name. */
  private final Map<String, Map<String, String>> taken = new HashMap<>();

  /** The names that more than one node wanted. */
  private final Set<FoundName> disputed = new TreeSet<>();

  /** Names of a machine that no plant file names. */
  FoundNodeNames(Profile profile) {
    this.profile = profile;
  }

  /**
   * Names of a plant.
   *
   * @param before who had the {@link #disputed()} names before a restart
   */
  FoundNodeNames(PlantFile plant, Profile profile, Collection<FoundName> before) {
    this(profile);
    for (Equipment equipment : plant.equipment()) {
      Map<String, String> names =
          taken.computeIfAbsent(equipment.id(), equipmentId -> new HashMap<>());
      for (PropertyMapping mapping : equipment.properties()) {
        names.put(mapping.property(), NAMED_IN_PLANT_FILE);
      }
    }
    // two subtasks that did not know of each other may have given one name twice: the first stays
    for (FoundName name : new TreeSet<>(before)) {
      Map<String, String> names = taken.get(name.equipment());
      if (names != null && names.putIfAbsent(name.name(), name.node()) == null) {
        disputed.add(name);
      }
    }
  }

  /** The names that more than one node wanted, and who has them. */
  Set<FoundName> disputed() {
    return disputed;
  }

  /**
   * The property of a node.
   *
   * @param node its full path and its endpoint, which stay where a server numbers its nodes anew
   * @param path its full path
   * @param from how many names of the path are the same for all nodes of the equipment
   */
  String property(String equipment, String node, OpcUaBrowsePath path, int from) {
    List<OpcUaBrowsePath.Segment> segments = path.segments();
    int first = Math.min(from, segments.size() - 1);
    String above = text(segments.subList(first, segments.size() - 1));
    String own = text(segments.subList(first, segments.size()));
    Optional<OpcUaTerms.Found> specified = profile.opcUaTerms().find(steps(path), first);
    Optional<PropertyTerm> term =
        specified.isPresent()
            ? profile.term(specified.get().property())
            : profile.term(kebabCase(path.name()));
    String name =
        specified
            .map(OpcUaTerms.Found::property)
            .or(() -> term.map(known -> termOf(known, above, path.name())))
            .orElseGet(() -> "x:" + own);
    Map<String, String> names = taken.computeIfAbsent(equipment, id -> new HashMap<>());
    String holder = names.putIfAbsent(name, node);
    if (holder == null || holder.equals(node)) {
      return name;
    }
    if (!holder.equals(NAMED_IN_PLANT_FILE)) {
      disputed.add(new FoundName(equipment, name, holder));
    }
    String marked = own + "~" + mark(path);
    String distinct = term.map(known -> known.of(marked)).orElse("x:" + marked);
    if (names.put(distinct, node) == null) {
      LOG.warn(
          "{}: the name {} of the node {} is taken by {}; the property is {}. Name the node under"
              + " `properties` to give it a name of your choice.",
          equipment,
          name,
          path,
          holder.isEmpty() ? "the plant file" : holder,
          distinct);
    }
    return distinct;
  }

  /** The unit of a node's values where the server does not say one; empty for none. */
  String unit(OpcUaBrowsePath path) {
    return profile
        .opcUaTerms()
        .find(steps(path), path.segments().size() - 1)
        .map(OpcUaTerms.Found::unit)
        .orElse("");
  }

  /** Why a node gets no term of the profile; empty where it gets one. */
  Optional<String> whyUnmapped(OpcUaBrowsePath path) {
    List<OpcUaTerms.Step> steps = steps(path);
    if (profile.opcUaTerms().find(steps, steps.size() - 1).isPresent()
        || profile.term(kebabCase(path.name())).isPresent()) {
      return Optional.empty();
    }
    return profile
        .opcUaTerms()
        .whyWithout(steps)
        .or(() -> Optional.of("no term of the profile has the name " + path.name()));
  }

  private static List<OpcUaTerms.Step> steps(OpcUaBrowsePath path) {
    return path.segments().stream()
        .map(segment -> new OpcUaTerms.Step(segment.namespaceUri(), segment.name()))
        .toList();
  }

  private static String termOf(PropertyTerm term, String above, String browseName) {
    if (above.isEmpty()) {
      return term.qualified() ? term.of(browseName) : term.name();
    }
    return term.of(above);
  }

  /** A namespace may be left out, for within one folder names hardly ever differ in it alone. */
  private static String text(List<OpcUaBrowsePath.Segment> segments) {
    return segments.isEmpty() ? "" : new OpcUaBrowsePath(segments).plain().substring(1);
  }

  static String kebabCase(String browseName) {
    return browseName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .replaceAll("[^A-Za-z0-9]+", "-")
        .toLowerCase(Locale.ROOT);
  }

  private static String mark(OpcUaBrowsePath path) {
    return UUID.nameUUIDFromBytes(path.text().getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 8);
  }
}

package io.resonance.connector.opcua.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Which nodes of a server are monitored, said by where they are or what they are instead of by
 * NodeId. The nodes are found by browsing; paths and patterns are written as {@link
 * OpcUaBrowsePath} and {@link OpcUaPathPattern} say.
 */
public sealed interface OpcUaNodeSelection extends Serializable
    permits OpcUaNodeSelection.Path, OpcUaNodeSelection.Search {

  /** The folder in which a server that follows OPC 40001-1 (Machinery) has its machines. */
  String MACHINES = "/Objects/nsu=http://opcfoundation.org/UA/Machinery/;Machines";

  /** How the nodes are sampled. */
  OpcUaSampling sampling();

  /** The pattern that the path of a node matches, counted from the Root folder. */
  OpcUaPathPattern pattern();

  /** What is left out with everything below it, counted from the Root folder. */
  List<OpcUaPathPattern> exclusions();

  /** The type that was asked for; empty for any. */
  String type();

  /** The one node at a browse path; a path that fits more than one node selects none of them. */
  static Path path(String path) {
    return new Path(path, new OpcUaSampling.OfEndpoint());
  }

  /** Every variable below a folder or object, for example {@link OpcUaBrowsePath#OBJECTS}. */
  static Search under(String folder) {
    return new Search(
        folder, "**", "", List.of(), Search.Bounds.DEFAULT, new OpcUaSampling.OfEndpoint());
  }

  /** Every variable of every machine in the Machinery folder {@code Machines} (OPC 40001-1). */
  static Search machines() {
    return under(MACHINES);
  }

  /**
   * One node.
   *
   * @param path its browse path
   * @param sampling how it is sampled
   */
  record Path(String path, OpcUaSampling sampling) implements OpcUaNodeSelection {

    public Path {
      OpcUaBrowsePath.parse(path);
    }

    /** The same node with its own sampling interval. */
    public Path sampledEvery(Duration interval) {
      return new Path(path, new OpcUaSampling.Every(interval));
    }

    @Override
    public OpcUaPathPattern pattern() {
      return OpcUaPathPattern.compile(path);
    }

    @Override
    public List<OpcUaPathPattern> exclusions() {
      return List.of();
    }

    @Override
    public String type() {
      return "";
    }

    @Override
    public String toString() {
      return "browse path " + path;
    }
  }

  /**
   * All variables below a node that fit. Properties (HasProperty) are not among them, and the
   * Server object is left out unless {@code under} lies in it.
   *
   * @param under browse path of the folder or object, without wildcards
   * @param glob pattern below it, without a / in front
   * @param type BrowseName ({@code AnalogItemType}, {@code nsu=<uri>;MyType}) or NodeId of a
   *     VariableType: its instances and those of its subtypes; or of an ObjectType: all variables
   *     in its instances and those of its subtypes; empty for any variable
   * @param exclude patterns below {@code under}; what matches is left out with all it contains
   * @param bounds how far the search goes
   * @param sampling how the nodes are sampled
   */
  record Search(
      String under,
      String glob,
      String type,
      List<String> exclude,
      Bounds bounds,
      OpcUaSampling sampling)
      implements OpcUaNodeSelection {

    /**
     * How far a search goes.
     *
     * @param nodes how many nodes it selects at most; if there are more, the first found are taken
     *     and the rest is reported
     * @param depth how many names a path has below {@code under} at most
     */
    public record Bounds(int nodes, int depth) implements Serializable {
      /** 50,000 nodes, 32 levels. */
      public static final Bounds DEFAULT = new Bounds(50_000, 32);

      public Bounds {
        if (nodes < 1 || nodes > 1_000_000 || depth < 1 || depth > 50) {
          throw new IllegalArgumentException(
              "A search selects 1 to 1000000 nodes in 1 to 50 levels, not %d in %d."
                  .formatted(nodes, depth));
        }
      }
    }

    public Search {
      exclude = new java.util.ArrayList<>(exclude);
      OpcUaBrowsePath.parse(under);
      below(under, glob);
      exclude.forEach(out -> below(under, out));
    }

    /** The pattern below {@code under}, {@code *}, {@code ?} and {@code **}. */
    public Search glob(String value) {
      return new Search(under, value, type, exclude, bounds, sampling);
    }

    /** Only variables of this type, or in objects of this type. */
    public Search ofType(String value) {
      return new Search(under, glob, value, exclude, bounds, sampling);
    }

    /** Leaves out what matches one of these patterns below {@code under}. */
    public Search excluding(List<String> patterns) {
      return new Search(under, glob, type, patterns, bounds, sampling);
    }

    /** Selects so many nodes at most. */
    public Search atMost(int nodes) {
      return new Search(under, glob, type, exclude, new Bounds(nodes, bounds.depth()), sampling);
    }

    /** Searches so many levels at most. */
    public Search depth(int levels) {
      return new Search(under, glob, type, exclude, new Bounds(bounds.nodes(), levels), sampling);
    }

    /** The same nodes with their own sampling interval. */
    public Search sampledEvery(Duration interval) {
      return new Search(under, glob, type, exclude, bounds, new OpcUaSampling.Every(interval));
    }

    @Override
    public OpcUaPathPattern pattern() {
      return below(under, glob);
    }

    @Override
    public List<OpcUaPathPattern> exclusions() {
      List<OpcUaPathPattern> all =
          new java.util.ArrayList<>(exclude.stream().map(out -> below(under, out)).toList());
      if (!under.startsWith("/Objects/Server")) {
        all.add(
            OpcUaPathPattern.compile(
                "/nsu=%s;Objects/nsu=%s;Server"
                    .formatted(OpcUaBrowsePath.OPC_UA, OpcUaBrowsePath.OPC_UA)));
      }
      return all;
    }

    private static OpcUaPathPattern below(String under, String glob) {
      if (glob == null || glob.isEmpty() || glob.startsWith("/")) {
        throw new IllegalArgumentException(
            "The pattern %s must not begin with /, for it is counted from %s. Write for example **/Temp*."
                .formatted(glob, under));
      }
      return OpcUaPathPattern.compile((under.equals("/") ? "" : under) + "/" + glob);
    }

    @Override
    public String toString() {
      return "%s under %s%s%s"
          .formatted(
              glob,
              under,
              type.isEmpty() ? "" : " of type " + type,
              exclude.isEmpty() ? "" : " without " + exclude);
    }
  }
}

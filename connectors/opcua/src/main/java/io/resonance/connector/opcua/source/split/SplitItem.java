package io.resonance.connector.opcua.source.split;

import io.resonance.connector.opcua.source.OpcUaDrift;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An item of a split and what its node was when the server last described it, so that a reader
 * needs no discovery and notices a node that became another.
 *
 * @param item the node, how it is sampled and where it was last seen
 * @param dataType its DataType; empty if it was never described
 * @param unit its engineering unit; empty if it has none or was never described
 * @param origin why it is monitored
 */
public record SplitItem(OpcUaItem item, String dataType, String unit, Origin origin) {

  /** Why a node is monitored. */
  public sealed interface Origin {

    /** The configuration names its NodeId. */
    record Configured() implements Origin {}

    /**
     * A selection found it by browsing.
     *
     * @param byType the type the selection asked for, empty for any
     * @param path the full browse path at which it was found
     */
    record Found(String byType, String path) implements Origin {}
  }

  public SplitItem {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(origin, "origin");
  }

  /** A node named by the configuration and not described yet. */
  public static SplitItem configured(OpcUaItem item) {
    return new SplitItem(item, "", "", new Origin.Configured());
  }

  /** A node that a selection found; it is at the path of the item. */
  public static SplitItem found(OpcUaItem item, String byType) {
    return new SplitItem(item, "", "", new Origin.Found(byType, item.browsePath()));
  }

  /** The node. */
  public String nodeId() {
    return item.nodeId();
  }

  /** The same item, as the server describes it now; what could not be read stays. */
  public SplitItem as(OpcUaItemDescription description) {
    String unitNow = unitOf(description);
    return new SplitItem(
        description.browsePath().isEmpty() ? item : item.at(description.browsePath()),
        description.dataType().isEmpty() ? dataType : description.dataType(),
        unitNow.isEmpty() ? unit : unitNow,
        origin);
  }

  /**
   * What is no longer as it was; nothing for a node that was never described.
   *
   * @param at when the server described it
   */
  public List<OpcUaDrift> driftsTo(OpcUaItemDescription now, long at) {
    List<OpcUaDrift> drifts = new ArrayList<>(0);
    // what could not be read just now did not change for that
    if (!item.browsePath().isEmpty()
        && !now.browsePath().isEmpty()
        && !item.browsePath().equals(now.browsePath())) {
      drifts.add(
          new OpcUaDrift(
              nodeId(), OpcUaDrift.Kind.BROWSE_PATH, item.browsePath(), now.browsePath(), at));
    }
    if (!dataType.isEmpty() && !now.dataType().isEmpty() && !dataType.equals(now.dataType())) {
      drifts.add(new OpcUaDrift(nodeId(), OpcUaDrift.Kind.DATA_TYPE, dataType, now.dataType(), at));
    }
    String unitNow = unitOf(now);
    if (!unit.isEmpty() && !unitNow.isEmpty() && !unit.equals(unitNow)) {
      drifts.add(new OpcUaDrift(nodeId(), OpcUaDrift.Kind.UNIT, unit, unitNow, at));
    }
    return drifts;
  }

  private static String unitOf(OpcUaItemDescription description) {
    return description
        .unit()
        .map(
            (OpcUaUnit u) ->
                u.code().isEmpty()
                    ? "%s (%d of %s)".formatted(u.displayName(), u.unitId(), u.namespaceUri())
                    : u.code())
        .orElse("");
  }
}

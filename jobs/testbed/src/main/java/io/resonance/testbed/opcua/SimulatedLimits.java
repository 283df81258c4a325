package io.resonance.testbed.opcua;

/**
 * How many operations a simulated server takes in one call (Part 5, 6.3.11); more are refused with
 * Bad_TooManyOperations.
 *
 * @param nodesPerBrowse nodes in a Browse
 * @param continuationPoints unfinished Browses of a session
 * @param nodesPerRead nodes in a Read
 * @param nodesPerTranslate paths in a TranslateBrowsePathsToNodeIds
 * @param itemsPerCall items in a CreateMonitoredItems
 */
public record SimulatedLimits(
    int nodesPerBrowse,
    int continuationPoints,
    int nodesPerRead,
    int nodesPerTranslate,
    int itemsPerCall) {

  /** Limits that do not get in the way of a fast test. */
  public static final SimulatedLimits GENEROUS =
      new SimulatedLimits(250, 250, 100_000, 250, 100_000);
}

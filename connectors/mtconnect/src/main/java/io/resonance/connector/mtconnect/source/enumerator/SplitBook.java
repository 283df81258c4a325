package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which splits each agent has, and which of them no reader has yet. Belongs to the coordinator's
 * thread.
 */
final class SplitBook {
  private final Map<String, Set<String>> devicesByAgent = new LinkedHashMap<>();
  private final Map<String, MtConnectAgentSplit> waiting = new LinkedHashMap<>();

  /**
   * @param assigned ids of the splits readers hold
   * @param configured ids of the agents of the configuration; splits of others are forgotten
   */
  SplitBook(Collection<String> assigned, Collection<String> configured) {
    for (String splitId : assigned) {
      String agentId = MtConnectAgentSplit.agentOf(splitId);
      if (configured.contains(agentId)) {
        devicesOf(agentId).add(MtConnectAgentSplit.deviceOf(splitId));
      }
    }
  }

  /** Whether it has been decided how the agent is read. */
  boolean knows(String agentId) {
    return devicesByAgent.containsKey(agentId);
  }

  /** Whether the agent is read as one. */
  boolean isWhole(String agentId) {
    return devicesByAgent.getOrDefault(agentId, Set.of()).contains("");
  }

  /** The agent becomes one split. */
  void addWhole(String agentId) {
    add(agentId, "");
  }

  /** Devices of the agent become splits, those that are not yet; gives these. */
  List<String> addDevices(String agentId, List<String> devices) {
    List<String> fresh = new ArrayList<>();
    for (String device : devices) {
      if (!devicesOf(agentId).contains(device)) {
        add(agentId, device);
        fresh.add(device);
      }
    }
    return fresh;
  }

  /** Devices of the agent that are splits and not among these. */
  Set<String> missing(String agentId, List<String> devices) {
    Set<String> missing = new TreeSet<>(devicesOf(agentId));
    missing.removeAll(new HashSet<>(devices));
    return missing;
  }

  /** A reader failed before a checkpoint held these splits. */
  void giveBack(List<MtConnectAgentSplit> splits) {
    splits.forEach(split -> waiting.put(split.splitId(), split));
  }

  /** Takes all that waits for a reader. */
  List<MtConnectAgentSplit> takeWaiting() {
    List<MtConnectAgentSplit> taken = List.copyOf(waiting.values());
    waiting.clear();
    return taken;
  }

  boolean isAnyWaiting() {
    return !waiting.isEmpty();
  }

  /** Ids of the splits readers hold: what waits is found again after a restore. */
  Set<String> assigned() {
    Set<String> assigned = new TreeSet<>();
    devicesByAgent.forEach(
        (agentId, devices) ->
            devices.forEach(device -> assigned.add(MtConnectAgentSplit.idOf(agentId, device))));
    assigned.removeAll(waiting.keySet());
    return assigned;
  }

  private void add(String agentId, String device) {
    devicesOf(agentId).add(device);
    MtConnectAgentSplit split = MtConnectAgentSplit.unread(agentId, device);
    waiting.put(split.splitId(), split);
  }

  private Set<String> devicesOf(String agentId) {
    return devicesByAgent.computeIfAbsent(agentId, id -> new TreeSet<>());
  }
}

package io.resonance.testbed.mtconnect.buffer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bounded store of an agent's assets; the one changed longest ago leaves first. */
public final class AgentAssets {
  private final int capacity;
  private final Map<String, Asset> byId = new LinkedHashMap<>();

  /**
   * One asset.
   *
   * @param id assetId
   * @param type name of its element, as in {@code CuttingTool}
   * @param xml the whole element
   * @param removed true once it is gone but still listed on request
   */
  public record Asset(String id, String type, String xml, boolean removed) {}

  public AgentAssets(int capacity) {
    this.capacity = capacity;
  }

  public synchronized void put(Asset asset) {
    byId.remove(asset.id());
    byId.put(asset.id(), asset);
    if (byId.size() > capacity) {
      byId.remove(byId.keySet().iterator().next());
    }
  }

  /** Marks assets as removed; ids that are not held are ignored, as by the reference agent. */
  public synchronized void remove(Collection<String> ids) {
    for (Asset old : named(ids)) {
      String xml = old.xml().replaceFirst("(<[^ />]+)", "$1 removed=\"true\"");
      put(new Asset(old.id(), old.type(), old.removed() ? old.xml() : xml, true));
    }
  }

  public int capacity() {
    return capacity;
  }

  public synchronized int count() {
    return (int) byId.values().stream().filter(each -> !each.removed()).count();
  }

  /** Those with these ids, in this order; ids that are not held are left out. */
  public synchronized List<Asset> named(Collection<String> ids) {
    return ids.stream().filter(byId::containsKey).map(byId::get).toList();
  }

  /** The latest first, as {@code /assets} lists them; an empty type means all. */
  public synchronized List<Asset> latest(String type, int count, boolean withRemoved) {
    List<Asset> found = new ArrayList<>();
    List<Asset> all = new ArrayList<>(byId.values());
    for (int i = all.size() - 1; i >= 0 && found.size() < count; i--) {
      Asset each = all.get(i);
      if ((type.isEmpty() || each.type().equals(type)) && (withRemoved || !each.removed())) {
        found.add(each);
      }
    }
    return found;
  }
}

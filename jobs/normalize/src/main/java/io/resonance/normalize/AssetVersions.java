package io.resonance.normalize;

import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EntryChanges.Extent;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.EquipmentAsset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * Tells an asset that is new or changed from one that is only read again: all assets of an agent
 * are asked for whenever its reader starts. One that was known and is not among them is gone.
 */
public final class AssetVersions {

  /** In place of a property: the set of all assets an agent holds. */
  private static final PropertyKey HELD = new PropertyKey("assets-held", "", "", "");

  /** Of the devices of a probe, which no agent lists among its assets. */
  private static final String DEVICE = "Device";

  private final MapState<String, String> hashes;

  AssetVersions(MapState<String, String> hashes) {
    this.hashes = hashes;
  }

  /** Lists all assets an agent holds, as a router tells it. */
  public static EntryChanges held(long sequence, Iterable<Name> names) {
    Map<String, String> entries = new HashMap<>();
    names.forEach(name -> entries.put(name.type() + "\n" + name.id(), ""));
    return new EntryChanges(
        HELD, sequence, EquipmentBatch.NO_TIME, Extent.WHOLE, entries, Set.of(), Map.of(), 0);
  }

  /** Type and id of an asset. */
  public record Name(String type, String id) {}

  static boolean isHeld(EntryChanges change) {
    return change.key().equals(HELD);
  }

  /** The assets of a batch that are not known as they are, and those that are gone. */
  List<EquipmentAsset> changed(EquipmentBatch batch) throws Exception {
    List<EquipmentAsset> changed = new ArrayList<>(0);
    for (EntryChanges change : batch.entryChanges()) {
      if (isHeld(change)) {
        conclude(change.entries().keySet(), batch, changed);
      }
    }
    for (EquipmentAsset asset : batch.assets()) {
      String key =
          String.join("\n", batch.origin().endpoint(), asset.getAssetType(), asset.getAssetId());
      if (asset.getRemoved()) {
        hashes.remove(key);
        changed.add(asset);
      } else if (!asset.getSha256().equals(hashes.get(key))) {
        hashes.put(key, asset.getSha256());
        changed.add(asset);
      }
    }
    return changed;
  }

  private void conclude(Set<String> held, EquipmentBatch batch, List<EquipmentAsset> gone)
      throws Exception {
    String ofEndpoint = batch.origin().endpoint() + "\n";
    List<String> known = new ArrayList<>();
    hashes.keys().forEach(known::add);
    for (String key : known) {
      if (key.startsWith(ofEndpoint)) {
        String[] name = key.substring(ofEndpoint.length()).split("\n", 2);
        if (!name[0].equals(DEVICE) && !held.contains(name[0] + "\n" + name[1])) {
          hashes.remove(key);
          gone.add(gone(name[0], name[1], batch));
        }
      }
    }
  }

  // Nobody said when it went, so no time is given.
  private static EquipmentAsset gone(String type, String id, EquipmentBatch batch) {
    return EquipmentAsset.newBuilder()
        .setEquipment(batch.equipment())
        .setHierarchyScope(batch.hierarchyScope())
        .setSource(ViolationRecords.source(batch.origin()))
        .setProfile("")
        .setAssetId(id)
        .setAssetType(type)
        .setRemoved(true)
        .setSha256("")
        .setAttributes(Map.of("concludedFrom", "not-listed"))
        .build();
  }
}

package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.EquipmentAsset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/**
 * Tells an asset that is new or changed from one that is only read again: all assets of an agent
 * are asked for whenever its reader starts.
 */
final class AssetVersions {

  private final MapState<String, String> hashes;

  AssetVersions(MapState<String, String> hashes) {
    this.hashes = hashes;
  }

  /** The assets of a batch that are not known as they are. */
  List<EquipmentAsset> changed(EquipmentBatch batch) throws Exception {
    if (batch.assets().isEmpty()) {
      return List.of();
    }
    List<EquipmentAsset> changed = new ArrayList<>();
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
}

package io.resonance.connector.mtconnect.client.delivery;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBatchBuilder;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assets on their way into the stream. AssetChanged only names an asset, which is then asked for;
 * AssetRemoved says all there is to say (MTConnect Part 4, asset events).
 */
public final class DeliveredAssets {
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int MOST_ASSETS = 500;

  private final String splitId;
  private final SequenceTracker tracker;
  private final BatchOutput output;
  private Consumer<String> changed = id -> {};

  DeliveredAssets(String splitId, SequenceTracker tracker, BatchOutput output) {
    this.splitId = splitId;
    this.tracker = tracker;
    this.output = output;
  }

  /** Tells somebody the id of each asset that was changed. */
  public void listen(Consumer<String> listener) {
    changed = listener;
  }

  /** Emits assets at the present position, in batches of a bounded size. */
  public void emit(List<MtConnectAsset> all) {
    List<MtConnectAsset> some = new ArrayList<>();
    int characters = 0;
    for (MtConnectAsset each : all) {
      if (some.size() == MOST_ASSETS || characters > MOST_CHARACTERS) {
        emit(some, tracker.progress());
        some.clear();
        characters = 0;
      }
      some.add(each);
      characters += each.document().length();
    }
    if (!some.isEmpty()) {
      emit(some, tracker.progress());
    }
  }

  /** Emits the names of all assets the agent holds; what is not among them is gone. */
  public void emitHeld(List<MtConnectAsset> all) {
    List<MtConnectAsset.Name> names = all.stream().map(MtConnectAsset::name).toList();
    MtConnectProgress progress = tracker.progress();
    if (progress.position() instanceof MtConnectPosition.At at) {
      output.emit(
          MtConnectBatchBuilder.assetsHeld(splitId, at.instanceId(), at.nextSequence(), names),
          progress);
    }
  }

  /** Looks for events about assets; few batches have a DataItem for them. */
  void reportedIn(MtConnectBatch batch, MtConnectProgress progress) {
    List<MtConnectDataItem> items = batch.dataItems();
    boolean[] concerned = new boolean[items.size()];
    boolean any = false;
    for (int i = 0; i < concerned.length; i++) {
      String type = items.get(i).type();
      concerned[i] = type.equals("AssetChanged") || type.equals("AssetRemoved");
      any |= concerned[i];
    }
    if (any) {
      reportedIn(batch, concerned, progress);
    }
  }

  private void reportedIn(MtConnectBatch batch, boolean[] concerned, MtConnectProgress progress) {
    List<MtConnectAsset> removed = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      if (!concerned[batch.dataItemIndex(row)]
          || batch.kind(row) == MtConnectValueKind.UNAVAILABLE
          || batch.text(row).isEmpty()) {
        continue;
      }
      String id = batch.text(row);
      MtConnectDataItem item = batch.dataItem(row);
      if (item.type().equals("AssetRemoved")) {
        removed.add(
            MtConnectAsset.removed(
                id,
                batch.attribute(row, "assetType").orElse(""),
                item.deviceUuid(),
                batch.timestampNanos(row)));
      } else {
        changed.accept(id);
      }
    }
    if (!removed.isEmpty()) {
      emit(removed, progress);
    }
  }

  private void emit(List<MtConnectAsset> assets, MtConnectProgress progress) {
    long instance = 0;
    long next = 0;
    if (progress.position() instanceof MtConnectPosition.At at) {
      instance = at.instanceId();
      next = at.nextSequence();
    }
    output.emit(MtConnectBatchBuilder.assets(splitId, instance, next, assets), progress);
  }
}

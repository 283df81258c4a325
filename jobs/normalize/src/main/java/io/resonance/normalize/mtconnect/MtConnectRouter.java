package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import io.resonance.normalize.AssetVersions;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.routing.BatchSplitter;
import io.resonance.normalize.routing.PlantClaims;
import io.resonance.normalize.routing.Target;
import io.resonance.normalize.routing.UnclaimedValues;
import io.resonance.normalize.routing.UnmappedList;
import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.ToleratedFault;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Splits the documents of MTConnect agents by equipment. To be chained to the source; the keyBy
 * comes after it. Data items get their properties as {@link AgentModel} says, conditions and gaps
 * go to the equipment concerned, and values nobody claims go to {@link
 * NormalizeOutputs#DEAD_LETTERS} as one list for each instance of the agent.
 */
public final class MtConnectRouter extends ProcessFunction<MtConnectBatch, EquipmentBatch> {

  private static final long serialVersionUID = 1L;

  /** uid of this operator. */
  private static final String STAGE = "route-mtconnect";

  private final PlantFile plant;

  private transient Profile profile;
  private transient PlantClaims claims;
  private transient MtConnectRecords records;
  private transient MtConnectValues values;
  private transient UnclaimedValues unclaimed;
  private transient Counter oddities;
  private transient UnmappedList unmapped;
  private transient MtConnectAssets assets;
  private transient Map<String, AgentModel> models;

  /** Routes by a plant file. */
  public MtConnectRouter(PlantFile plant) {
    this.plant = plant;
  }

  @Override
  public void open(OpenContext context) {
    profile = Profile.load(plant.profile().id());
    claims = new PlantClaims(plant);
    records = new MtConnectRecords(profile.id());
    values = new MtConnectValues(profile);
    var metrics = getRuntimeContext().getMetricGroup();
    unclaimed = new UnclaimedValues(STAGE, metrics.counter("valuesUnclaimed"));
    oddities = metrics.counter("oddities");
    unmapped = new UnmappedList("data items", metrics.counter("itemsUnmapped"));
    assets = new MtConnectAssets(profile);
    models = new HashMap<>();
  }

  @Override
  public void processElement(MtConnectBatch batch, Context context, Collector<EquipmentBatch> out) {
    Origin origin = new Origin(Protocol.MTCONNECT, batch.agentId(), batch.instanceId());
    AgentModel model =
        models.computeIfAbsent(
            batch.splitId(), split -> new AgentModel(profile, claims, batch.agentId()));
    BatchSplitter splitter = new BatchSplitter(origin, Math.max(8, batch.size()));
    oddities.inc(batch.oddities().size());
    if (!batch.descriptions().isEmpty()) {
      model.describe(batch.descriptions());
      addFacts(batch, origin, model, splitter);
      unmapped.list(
          batch.splitId(),
          batch.instanceId(),
          UnmappedItems.of(profile, batch.descriptions(), model));
    }
    for (MtConnectGap gap : batch.gaps()) {
      for (PlantClaims.Claimant claimant : model.claimants(batch.device())) {
        splitter
            .of(claimant.equipment(), claimant.hierarchyScope())
            .gap(records.gap(gap, origin, claimant));
      }
    }
    addFaults(batch, model, splitter);
    for (MtConnectAsset asset : batch.assets()) {
      for (PlantClaims.Claimant owner : model.ownersOf(asset, batch.device())) {
        splitter
            .of(owner.equipment(), owner.hierarchyScope())
            .asset(assets.of(asset, origin, owner));
      }
    }
    addAssetsHeld(batch, model, splitter);
    addRows(batch, origin, model, false, splitter);
    splitter.collect(out);
    batch.current().ifPresent(state -> addState(state, origin, model, out));
    unclaimed
        .letter(origin)
        .ifPresent(letter -> context.output(NormalizeOutputs.DEAD_LETTERS, letter));
  }

  private void addFacts(
      MtConnectBatch batch, Origin origin, AgentModel model, BatchSplitter splitter) {
    for (MtConnectDataItemDescription description : batch.descriptions()) {
      List<Target> targets = model.targets(description.dataItemId());
      if (targets.isEmpty()) {
        unclaimed.address(origin, description.dataItemId());
      }
      for (Target target : targets) {
        splitter
            .of(target.equipment(), target.hierarchyScope())
            .facts(MtConnectRecords.facts(target, description));
      }
    }
  }

  /** Whoever may know of an asset is told which there are. */
  private static void addAssetsHeld(
      MtConnectBatch batch, AgentModel model, BatchSplitter splitter) {
    if (batch.assetsHeld().isEmpty()) {
      return;
    }
    EntryChanges held =
        AssetVersions.held(
            batch.nextSequence(),
            batch.assetsHeld().get().stream()
                .map(name -> new AssetVersions.Name(name.type(), name.assetId()))
                .toList());
    for (PlantClaims.Claimant owner : model.claimants(batch.device())) {
      splitter.of(owner.equipment(), owner.hierarchyScope()).entryChanges(held);
    }
  }

  /** The state fills what was lost: normalize leaves out what of it came with the stream. */
  private void addState(
      MtConnectBatch state, Origin origin, AgentModel model, Collector<EquipmentBatch> out) {
    BatchSplitter splitter = new BatchSplitter(origin, Math.max(8, state.size()));
    addRows(state, origin, model, true, splitter);
    splitter.backfilled();
    splitter.collect(out);
  }

  private static void addFaults(MtConnectBatch batch, AgentModel model, BatchSplitter splitter) {
    if (batch.oddities().isEmpty() || batch.size() == 0) {
      return;
    }
    long at = batch.timestampNanos(batch.size() - 1);
    Set<String> listed = new HashSet<>();
    for (MtConnectOddity oddity : batch.oddities()) {
      // one of a kind in a document says enough
      for (PlantClaims.Claimant owner : model.concerned(oddity.where(), batch.device())) {
        if (listed.add(oddity.kind() + owner.equipment())) {
          splitter
              .of(owner.equipment(), owner.hierarchyScope())
              .fault(
                  new ToleratedFault(
                      oddity.kind().isAboutTime()
                          ? ToleratedFault.Subject.TIME
                          : ToleratedFault.Subject.CONTENT,
                      oddity.what(),
                      oddity.where(),
                      oddity.text(),
                      at));
        }
      }
    }
  }

  private static Map<String, String> said(MtConnectBatch batch, int row, AgentModel model) {
    return ItemAttributes.of(batch.attributesOf(row), model.said(batch.dataItem(row)));
  }

  private void addRows(
      MtConnectBatch batch,
      Origin origin,
      AgentModel model,
      boolean isState,
      BatchSplitter splitter) {
    int condition = 0;
    for (int row = 0; row < batch.size(); row++) {
      MtConnectCondition conditionOfRow =
          batch.kind(row) == MtConnectValueKind.CONDITION
              ? batch.conditions().get(condition++)
              : null;
      List<Target> targets = model.targets(batch.dataItem(row));
      if (targets.isEmpty()) {
        unclaimed.value(origin, batch.dataItem(row).dataItemId());
      }
      for (Target target : targets) {
        EquipmentBatchBuilder builder = splitter.of(target.equipment(), target.hierarchyScope());
        if (conditionOfRow != null) {
          builder.condition(records.condition(conditionOfRow, origin, target));
        } else if (MtConnectValues.isChangeOfSet(batch, row)) {
          builder.entryChanges(
              values.changes(batch, row, target.key(), isState, said(batch, row, model)));
        } else {
          builder.row(
              splitter.key(target, builder),
              batch.sequence(row),
              batch.timestampNanos(row),
              EquipmentBatch.NO_TIME,
              values.status(batch, row));
          values.put(batch, row, builder);
          builder.attributes(said(batch, row, model));
        }
      }
    }
  }
}

package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.connector.opcua.source.OpcUaConnectionSecurity;
import io.resonance.connector.opcua.source.OpcUaDrift;
import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaItemFault;
import io.resonance.normalize.NormalizeOutputs;
import io.resonance.normalize.routing.BatchSplitter;
import io.resonance.normalize.routing.ConditionClaims;
import io.resonance.normalize.routing.PlantClaims;
import io.resonance.normalize.routing.Target;
import io.resonance.normalize.routing.UnclaimedValues;
import io.resonance.normalize.routing.UnmappedList;
import io.resonance.schema.batch.ConnectionFacts;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyDrift;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Splits the notifications of OPC UA servers by equipment, as the plant file maps NodeIds, browse
 * paths and what is found under {@code discover} to properties. To be chained to the source; the
 * keyBy comes after it. Values keep their order, their status and their times; descriptions become
 * facts, gaps and refused items become data gaps of the equipment concerned; conditions go to who
 * claims their source. Values nobody claims go to {@link NormalizeOutputs#DEAD_LETTERS} as one list
 * for each epoch.
 */
public final class OpcUaRouter extends ProcessFunction<OpcUaBatch, EquipmentBatch>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** uid of this operator. */
  private static final String STAGE = "route-opcua";

  /** What a batch of descriptions or gaps has room for. */
  private static final int ROWS_UNLESS_COUNTED = 0;

  private final PlantFile plant;

  /** Names of found nodes that others wanted too ({@link FoundName}); every subtask gets all. */
  private transient ListState<String> disputedNames;

  private transient Set<FoundName> namesBefore;
  private transient PlantClaims claims;
  private transient NodeTargets nodes;
  private transient OpcUaFacts facts;
  private transient OpcUaGaps gaps;
  private transient ConditionClaims conditionClaims;
  private transient OpcUaConditionRecords conditions;
  private transient UnclaimedValues unclaimed;
  private transient UnclaimedValues unclaimedConditions;
  private transient UndecodedStructures undecoded;
  private transient UnmappedList unmapped;
  private transient Map<String, SubscriptionRoutes> routesBySubscription;

  /** Routes by a plant file. */
  public OpcUaRouter(PlantFile plant) {
    this.plant = plant;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    disputedNames =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("found-names", StringSerializer.INSTANCE));
    namesBefore = new TreeSet<>();
    for (String name : disputedNames.get()) {
      namesBefore.add(FoundName.of(name));
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    disputedNames.update(nodes.disputedNames().stream().map(FoundName::text).toList());
  }

  @Override
  public void open(OpenContext context) {
    Profile profile = Profile.load(plant.profile().id());
    claims = new PlantClaims(plant);
    nodes = new NodeTargets(plant, claims, profile, namesBefore);
    facts = new OpcUaFacts(profile);
    conditionClaims = new ConditionClaims(plant, nodes);
    conditions = new OpcUaConditionRecords(profile);
    gaps = new OpcUaGaps(nodes, conditionClaims, profile.id());
    var metrics = getRuntimeContext().getMetricGroup();
    unclaimed = new UnclaimedValues(STAGE, metrics.counter("valuesUnclaimed"));
    unclaimedConditions =
        UnclaimedValues.ofConditions(STAGE, metrics.counter("conditionsUnclaimed"));
    undecoded = new UndecodedStructures(STAGE, metrics.counter("structuresUndecoded"));
    unmapped = new UnmappedList("nodes", metrics.counter("nodesUnmapped"));
    routesBySubscription = new HashMap<>();
  }

  @Override
  public void processElement(OpcUaBatch batch, Context context, Collector<EquipmentBatch> out) {
    Origin origin = new Origin(Protocol.OPC_UA, batch.endpointId(), batch.epoch());
    BatchSplitter splitter = new BatchSplitter(origin, ROWS_UNLESS_COUNTED);
    SubscriptionRoutes routes = routes(batch); // first, for it learns whose found nodes are
    addFacts(batch, splitter);
    addGaps(batch, origin, splitter);
    addConnection(batch, splitter);
    addDrifts(batch, splitter);
    routes.split(batch, splitter, index -> unclaimed.value(origin, batch.nodeId(index)));
    addConditions(batch, origin, splitter);
    if (batch.backfilled()) {
      splitter.backfilled();
    }
    splitter.collect(out);
    for (int i = 0; batch.hasObjects() && i < batch.size(); i++) {
      undecoded.letters(batch, i, letter -> context.output(NormalizeOutputs.DEAD_LETTERS, letter));
    }
    for (UnclaimedValues some : List.of(unclaimed, unclaimedConditions)) {
      some.letter(origin)
          .ifPresent(letter -> context.output(NormalizeOutputs.DEAD_LETTERS, letter));
    }
  }

  private void addConditions(OpcUaBatch batch, Origin origin, BatchSplitter splitter) {
    for (OpcUaConditionEvent event : batch.conditions()) {
      OpcUaConditionEvent.Origin of = event.origin();
      List<ConditionClaims.Claim> owners =
          conditionClaims.claims(
              batch.endpointId(), of.sourceNode(), of.sourceName(), of.inputNode());
      if (owners.isEmpty()) {
        unclaimedConditions.value(
            origin, of.sourceNode().isEmpty() ? of.sourceName() : of.sourceNode());
      }
      for (ConditionClaims.Claim owner : owners) {
        splitter
            .of(owner.claimant().equipment(), owner.claimant().hierarchyScope())
            .condition(conditions.of(event, origin, batch.sequence(), owner));
      }
    }
  }

  private void addFacts(OpcUaBatch batch, BatchSplitter splitter) {
    for (OpcUaItemDescription description : batch.descriptions()) {
      for (Target target : nodes.targets(batch.endpointId(), description.nodeId())) {
        splitter
            .of(target.equipment(), target.hierarchyScope())
            .facts(facts.of(target, description));
      }
    }
  }

  /** Whoever reads anything from an endpoint is concerned by how it is protected. */
  private void addConnection(OpcUaBatch batch, BatchSplitter splitter) {
    batch
        .security()
        .map(OpcUaRouter::facts)
        .ifPresent(
            facts -> {
              for (PlantClaims.Claimant claimant : claims.claimants(batch.endpointId())) {
                splitter.of(claimant.equipment(), claimant.hierarchyScope()).connection(facts);
              }
            });
  }

  private void addDrifts(OpcUaBatch batch, BatchSplitter splitter) {
    for (OpcUaDrift drift : batch.drifts()) {
      for (Target target : nodes.targets(batch.endpointId(), drift.nodeId())) {
        splitter
            .of(target.equipment(), target.hierarchyScope())
            .drift(
                new PropertyDrift(
                    target.key().property(),
                    drift.nodeId(),
                    drift.what(),
                    drift.before(),
                    drift.after(),
                    drift.at()));
      }
    }
  }

  private static ConnectionFacts facts(OpcUaConnectionSecurity security) {
    Map<String, Long> ends = new HashMap<>();
    security.ownCertificateEnd().ifPresent(end -> ends.put("our own", end));
    security.serverCertificateEnd().ifPresent(end -> ends.put("the server's", end));
    return new ConnectionFacts(security.protection(), security.weaknesses(), ends, security.at());
  }

  private void addGaps(OpcUaBatch batch, Origin origin, BatchSplitter splitter) {
    gaps.of(batch.gaps(), origin, batch.nodeIds())
        .forEach(
            record -> splitter.of(record.getEquipment(), record.getHierarchyScope()).gap(record));
    for (OpcUaItemFault fault : batch.faults()) {
      gaps.of(fault, origin)
          .forEach(
              record -> splitter.of(record.getEquipment(), record.getHierarchyScope()).gap(record));
    }
    for (OpcUaItemDescription description : batch.descriptions()) {
      gaps.recovered(description.nodeId(), origin)
          .forEach(
              record -> splitter.of(record.getEquipment(), record.getHierarchyScope()).gap(record));
    }
  }

  private SubscriptionRoutes routes(OpcUaBatch batch) {
    String subscription = batch.endpointId() + "/" + batch.subscription();
    SubscriptionRoutes known = routesBySubscription.get(subscription);
    if (known == null || !known.areFor(batch)) {
      if (known != null) {
        nodes.forget(batch.endpointId(), known.nodeIds());
      }
      nodes.learn(batch.endpointId(), batch.nodeIds(), batch.browsePaths());
      unmapped.list(
          subscription,
          batch.epoch(),
          nodes.unmapped(batch.endpointId(), batch.nodeIds(), batch.browsePaths()));
      known = new SubscriptionRoutes(nodes, batch);
      routesBySubscription.put(subscription, known);
    }
    return known;
  }
}

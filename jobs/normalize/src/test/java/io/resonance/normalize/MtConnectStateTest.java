package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.schema.batch.EntryChanges;
import io.resonance.schema.batch.EntryChanges.Extent;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.EquipmentCondition;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.SourceReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What normalize remembers of MTConnect agents: conditions, sets of entries, assets. */
class MtConnectStateTest {

  private static final PropertyKey VARIABLES = new PropertyKey("variable", "v", "", "");
  private static final ConditionLevel NORMAL = ConditionLevel.NORMAL;
  private static final ConditionLevel WARNING = ConditionLevel.WARNING;
  private static final ConditionLevel FAULT = ConditionLevel.FAULT;
  private static final ConditionLevel UNAVAILABLE = ConditionLevel.UNAVAILABLE;

  private KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch> harness;
  private long epoch = 7;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** MTConnect Part 3, Condition: a Normal with a nativeCode clears that one. */
  @Test
  void aNormalWithACodeEndsThatActivationOnly() throws Exception {
    send(condition(1, FAULT, "A"), condition(2, WARNING, "B"), condition(3, NORMAL, "A"));
    assertThat(said())
        .containsExactly(
            tuple("A", FAULT, true, null),
            tuple("B", WARNING, true, null),
            tuple("A", NORMAL, false, null));
    List<EquipmentCondition> all = conditions();
    assertThat(all.get(2).getActivationId()).isEqualTo(all.get(0).getActivationId());
    assertThat(all.get(2).getActivatedAt()).isEqualTo(all.get(0).getSourceTimestamp());
    assertThat(all.get(1).getActivationId()).isNotEqualTo(all.get(0).getActivationId());
  }

  @Test
  void aBareNormalEndsAllAndUnavailableStandsForAll() throws Exception {
    send(condition(1, FAULT, "A"), condition(2, WARNING, "B"), condition(3, NORMAL, ""));
    send(condition(4, FAULT, "A"), condition(5, UNAVAILABLE, ""), condition(6, NORMAL, ""));
    assertThat(said().subList(2, 7))
        .containsExactly(
            tuple("A", NORMAL, false, null),
            tuple("B", NORMAL, false, null),
            tuple("A", FAULT, true, null),
            tuple("A", UNAVAILABLE, false, null),
            tuple(null, NORMAL, false, null));
    assertThat(conditions().get(4).getActivationId())
        .as("another activation than the first")
        .isNotEqualTo(conditions().get(0).getActivationId());
  }

  @Test
  void aChangeOfLevelIsTheSameActivation() throws Exception {
    send(condition(1, WARNING, "A"), condition(2, FAULT, "A"));
    assertThat(conditions().get(1).getActivationId())
        .isEqualTo(conditions().get(0).getActivationId());
    assertThat(conditions().get(1).getActivatedAt())
        .isEqualTo(conditions().get(0).getSourceTimestamp());
  }

  @Test
  void theConditionIdTellsActivationsOfOneCodeApart() throws Exception {
    send(
        withId(condition(1, FAULT, "A"), "a1"),
        withId(condition(2, FAULT, "A"), "a2"),
        withId(condition(3, NORMAL, "A"), "a1"));
    assertThat(conditions())
        .extracting(EquipmentCondition::getConditionId, EquipmentCondition::getActive)
        .containsExactly(tuple("a1", true), tuple("a2", true), tuple("a1", false));
    send(condition(4, NORMAL, "A"));
    assertThat(conditions().get(3).getConditionId()).as("by its code").isEqualTo("a2");
  }

  @Test
  void theStateAfterALossEndsWhatItNoLongerListsAndBeginsWhatWasMissed() throws Exception {
    send(condition(1, FAULT, "A"), condition(2, WARNING, "B"));
    state(condition(2, WARNING, "B"), condition(9, FAULT, "C"));
    assertThat(said().subList(2, 4))
        .containsExactly(
            tuple("A", NORMAL, false, "missing-in-refresh"), tuple("C", FAULT, true, "refresh"));
    state(condition(2, WARNING, "B"), condition(9, FAULT, "C"));
    assertThat(conditions()).as("the same state says nothing new").hasSize(4);
    send(condition(9, FAULT, "C"), condition(10, NORMAL, "C"));
    assertThat(said().subList(4, 5)).containsExactly(tuple("C", NORMAL, false, null));
  }

  @Test
  void theStateKnowsThatAllIsNormalOrUnknown() throws Exception {
    state(condition(1, NORMAL, ""));
    send(condition(2, FAULT, "A"));
    state(condition(3, UNAVAILABLE, ""));
    state(condition(4, NORMAL, ""));
    assertThat(said())
        .containsExactly(
            tuple(null, NORMAL, false, "refresh"),
            tuple("A", FAULT, true, null),
            tuple("A", UNAVAILABLE, false, "refresh"),
            tuple(null, NORMAL, false, "refresh"));
  }

  @Test
  void repeatedConditionsAreLeftOutAlsoAfterARestart() throws Exception {
    send(condition(1, FAULT, "A"));
    restart();
    send(condition(1, FAULT, "A"), condition(2, NORMAL, ""));
    assertThat(said()).containsExactly(tuple("A", NORMAL, false, null));
  }

  @Test
  void numbersThatStartOverAreNoRepetition() throws Exception {
    send(condition(50, FAULT, "A"));
    epoch = 8;
    send(condition(1, UNAVAILABLE, ""));
    assertThat(said().get(1)).isEqualTo(tuple("A", UNAVAILABLE, false, null));
  }

  @Test
  void foldsChangesOfASetIntoTheWholeSet() throws Exception {
    send(change(1, Extent.CHANGED, Map.of("a", "1", "t/x", "2", "t/y", "3"), Set.of()));
    send(change(2, Extent.CHANGED, Map.of("a", "5"), Set.of("t")));
    restart();
    send(change(2, Extent.CHANGED, Map.of("a", "5"), Set.of("t")));
    send(change(3, Extent.CHANGED, Map.of("b", "6"), Set.of()));
    EquipmentBatch last = rows().get(0);
    assertThat(rows()).hasSize(1);
    assertThat(last.kind(0)).isEqualTo(ValueKind.KEY_VALUES);
    assertThat(last.object(0)).isEqualTo(Map.of("a", "5", "b", "6"));
    assertThat(last.key(0).property()).isEqualTo("variable");
  }

  @Test
  void aResetReplacesASetAndUnavailableForgetsIt() throws Exception {
    send(change(1, Extent.CHANGED, Map.of("a", "1"), Set.of()));
    send(change(2, Extent.WHOLE, Map.of("b", "2"), Set.of()));
    send(change(3, Extent.UNKNOWN, Map.of(), Set.of()));
    send(change(4, Extent.CHANGED, Map.of("c", "3"), Set.of()));
    assertThat(rows())
        .extracting(batch -> batch.object(0))
        .containsExactly(Map.of("a", "1"), Map.of("b", "2"), null, Map.of("c", "3"));
    assertThat(rows().get(2).kind(0)).isEqualTo(ValueKind.NONE);
  }

  @Test
  void theStateAfterALossReplacesASetThatMissedChanges() throws Exception {
    send(change(1, Extent.CHANGED, Map.of("a", "1", "b", "2"), Set.of()));
    state(change(1, Extent.WHOLE, Map.of("a", "1", "b", "2"), Set.of()));
    assertThat(rows()).hasSize(1);
    state(change(8, Extent.WHOLE, Map.of("b", "3"), Set.of()));
    assertThat(rows().get(1).object(0)).isEqualTo(Map.of("b", "3"));
    assertThat(rows().get(1).isBackfilled()).isTrue();
  }

  @Test
  void valuesOfTheStateFillOnlyWhatTheStreamDidNotBring() throws Exception {
    PropertyKey program = new PropertyKey("program", "p", "", "");
    EquipmentBatchBuilder stream = batch();
    stream.row(stream.key(program), 5, 500, EquipmentBatch.NO_TIME, 0).text("O1");
    process(stream.build());
    EquipmentBatchBuilder state = batch();
    state.row(state.key(program), 5, 500, EquipmentBatch.NO_TIME, 0).text("O1");
    state
        .row(
            state.key(new PropertyKey("execution", "e", "", "")), 3, 300, EquipmentBatch.NO_TIME, 0)
        .text("ACTIVE")
        .attributes(Map.of("duration", "2"));
    process(state.backfilled().build());
    assertThat(rows()).hasSize(2);
    assertThat(rows().get(1).size()).isEqualTo(1);
    assertThat(rows().get(1).object(0)).isEqualTo("ACTIVE");
    assertThat(rows().get(1).isBackfilled()).isTrue();
    assertThat(rows().get(1).attributes(0)).containsEntry("duration", "2");
  }

  @Test
  void anAssetThatIsOnlyReadAgainIsLeftOut() throws Exception {
    process(batch().asset(asset("T1", "aa", false)).build());
    process(batch().asset(asset("T1", "aa", false)).build());
    restart();
    process(batch().asset(asset("T1", "aa", false)).build());
    assertThat(harness.getOutput()).isEmpty();
    process(batch().asset(asset("T1", "bb", false)).build());
    process(batch().asset(asset("T1", "", true)).build());
    process(batch().asset(asset("T1", "bb", false)).build());
    assertThat(out())
        .extracting(each -> each.assets().get(0).getRemoved())
        .containsExactly(false, true, false);
  }

  @Test
  void anAssetThatTheAgentNoLongerListsIsGone() throws Exception {
    EquipmentAsset device =
        EquipmentAsset.newBuilder(asset("d", "dd", false)).setAssetType("Device").build();
    process(
        batch()
            .asset(asset("T1", "aa", false))
            .asset(asset("T2", "bb", false))
            .asset(device)
            .build());
    restart();
    AssetVersions.Name second = new AssetVersions.Name("CuttingTool", "T2");
    process(batch().entryChanges(AssetVersions.held(9, List.of(second))).build());
    assertThat(out()).hasSize(1);
    EquipmentAsset gone = out().get(0).assets().get(0);
    assertThat(gone.getAssetId()).isEqualTo("T1");
    assertThat(gone.getAssetType()).isEqualTo("CuttingTool");
    assertThat(gone.getRemoved()).isTrue();
    assertThat(gone.getProfile()).isEqualTo("mdr-profile-0.1");
    assertThat(gone.getChangedAt()).as("nobody said when").isNull();
    assertThat(gone.getAttributes()).containsEntry("concludedFrom", "not-listed");
    process(batch().entryChanges(AssetVersions.held(10, List.of(second))).build());
    assertThat(out()).as("it is gone once").hasSize(1);
    process(batch().asset(asset("T1", "aa", false)).build());
    assertThat(out().get(1).assets().get(0).getRemoved()).isFalse();
  }

  private void send(EquipmentCondition... conditions) throws Exception {
    EquipmentBatchBuilder batch = batch();
    List.of(conditions).forEach(batch::condition);
    process(batch.build());
  }

  private void state(EquipmentCondition... conditions) throws Exception {
    EquipmentBatchBuilder batch = batch().backfilled();
    List.of(conditions).forEach(batch::condition);
    process(batch.build());
  }

  private void send(EntryChanges change) throws Exception {
    process(batch().entryChanges(change).build());
  }

  private void state(EntryChanges change) throws Exception {
    process(batch().backfilled().entryChanges(change).build());
  }

  private EquipmentBatchBuilder batch() {
    return new EquipmentBatchBuilder(
        "LATHE-01", "Acme/LATHE-01", new Origin(Protocol.MTCONNECT, "agent", epoch), 4);
  }

  private static EntryChanges change(
      long sequence, Extent extent, Map<String, String> entries, Set<String> removed) {
    return new EntryChanges(
        VARIABLES, sequence, sequence * 100, extent, entries, removed, Map.of(), 0);
  }

  private EquipmentCondition condition(long sequence, ConditionLevel level, String code) {
    return EquipmentCondition.newBuilder()
        .setEquipment("LATHE-01")
        .setHierarchyScope("Acme/LATHE-01")
        .setSource(new SourceReference(Protocol.MTCONNECT, "agent", epoch))
        .setProfile("mdr-profile-0.1")
        .setActivationId("agent/c1/" + code)
        .setAddress("c1")
        .setLevel(level)
        .setNativeCode(code.isEmpty() ? null : code)
        .setActive(level == WARNING || level == FAULT)
        .setSourceTimestamp(Instant.ofEpochSecond(1_700_000_000L + sequence))
        .setSequence(sequence)
        .build();
  }

  private static EquipmentCondition withId(EquipmentCondition condition, String id) {
    return EquipmentCondition.newBuilder(condition).setConditionId(id).build();
  }

  private EquipmentAsset asset(String id, String sha256, boolean removed) {
    return EquipmentAsset.newBuilder()
        .setEquipment("LATHE-01")
        .setHierarchyScope("Acme/LATHE-01")
        .setSource(new SourceReference(Protocol.MTCONNECT, "agent", epoch))
        .setProfile("mdr-profile-0.1")
        .setAssetId(id)
        .setAssetType("CuttingTool")
        .setRemoved(removed)
        .setSha256(sha256)
        .build();
  }

  private void process(EquipmentBatch batch) throws Exception {
    harness.processElement(batch, 0);
  }

  private List<Tuple> said() {
    return conditions().stream()
        .map(
            each ->
                tuple(
                    each.getNativeCode(),
                    each.getLevel(),
                    each.getActive(),
                    each.getConcludedFrom()))
        .toList();
  }

  private List<EquipmentCondition> conditions() {
    return out().stream().flatMap(each -> each.conditions().stream()).toList();
  }

  private List<EquipmentBatch> rows() {
    return out().stream().filter(each -> each.size() > 0).toList();
  }

  private List<EquipmentBatch> out() {
    return new ArrayList<>(harness.extractOutputValues());
  }

  private void restart() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EquipmentBatch, EquipmentBatch>
      harness() throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new NormalizeFunction(new ProfileReference("mdr-profile-0.1", Map.of()))),
            EquipmentBatch::equipment,
            Types.STRING);
    harness.setup(EquipmentBatchSerializer.INSTANCE);
    return harness;
  }
}

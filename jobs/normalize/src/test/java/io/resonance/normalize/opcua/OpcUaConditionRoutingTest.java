package io.resonance.normalize.opcua;

import static io.resonance.normalize.opcua.RunningRouter.NODES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaConditionEvent;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.ConditionLevel;
import io.resonance.schema.v1.EquipmentCondition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose conditions are whose, and what their records say. */
class OpcUaConditionRoutingTest {

  private RunningRouter router;

  @BeforeEach
  void open() throws Exception {
    router = new RunningRouter();
  }

  @AfterEach
  void close() {
    router.close();
  }

  @Test
  void givesAConditionToTheEquipmentThatNamesItsSource() throws Exception {
    router.send(conditions(condition("nsu=urn:m;s=Spindle", "whatever", "nsu=urn:m;s=S1", "")));
    EquipmentCondition record = router.out().get(0).conditions().get(0);
    assertThat(record.getEquipment()).isEqualTo("MILL-01");
    assertThat(record.getHierarchyScope()).isEqualTo("Acme/Shenyang/Hall-1/MILL-01");
    assertThat(record.getActivationId())
        .isEqualTo("server/nsu=urn:m;s=alarm@2023-11-14T22:13:20.000000100Z");
    assertThat(record.getAddress()).isEqualTo("nsu=urn:m;s=alarm");
    assertThat(record.getProperty()).isEqualTo("spindle-speed");
    assertThat(record.getLevel()).isEqualTo(ConditionLevel.FAULT);
    assertThat(record.getNativeCode()).isEqualTo("Overload");
    assertThat(record.getNativeSeverity()).isEqualTo("700");
    assertThat(record.getText()).isEqualTo("too much");
    assertThat(record.getComment()).isEqualTo("seen");
    assertThat(record.getActive()).isTrue();
    assertThat(record.getRetained()).isTrue();
    assertThat(record.getAcknowledged()).isFalse();
    assertThat(record.getConfirmed()).isNull();
    assertThat(record.getConcludedFrom()).isNull();
    assertThat(record.getSequence()).isEqualTo(7);
    assertThat(record.getSourceTimestampNanos()).isEqualTo(200);
    assertThat(router.deadLetters()).isEmpty();
  }

  @Test
  void givesAConditionToTheEquipmentWhosePropertyItWatches() throws Exception {
    router.send(conditions(condition("nsu=urn:m;s=Somewhere", "Spindle 1", "", "")));
    router.send(conditions(condition("nsu=urn:m;s=S2", "", "", "")));
    router.send(conditions(condition("nsu=urn:m;s=Somewhere", "", "nsu=urn:m;s=F1", "")));
    assertThat(router.out())
        .flatExtracting(EquipmentBatch::conditions)
        .extracting(EquipmentCondition::getEquipment, EquipmentCondition::getProperty)
        .containsExactly(
            tuple("MILL-01", null),
            tuple("MILL-02", "spindle-speed"),
            tuple("MILL-01", "feed-rate"));
  }

  @Test
  void givesTheOtherConditionsOfAnEndpointToWhoTakesAll() throws Exception {
    OpcUaConditionEvent event = condition("nsu=urn:m;s=S1", "", "", "");
    router.send(OpcUaBatch.builder("other", 0, NODES).at(1, 7).conditions(List.of(event)).build());
    assertThat(router.out().get(0).equipment()).isEqualTo("MILL-02");
  }

  @Test
  void keepsBranchesApartAndSaysWhatWasConcluded() throws Exception {
    OpcUaConditionEvent branch = condition("nsu=urn:m;s=Spindle", "", "", "nsu=urn:m;s=b");
    router.send(conditions(branch, branch.overAt(5_000, OpcUaConditionEvent.Cause.NOT_REFRESHED)));
    List<EquipmentCondition> records = router.out().get(0).conditions();
    assertThat(records)
        .extracting(EquipmentCondition::getActivationId)
        .containsOnly("server/nsu=urn:m;s=alarm/nsu=urn:m;s=b@2023-11-14T22:13:20.000000100Z");
    assertThat(records.get(1).getLevel()).isEqualTo(ConditionLevel.NORMAL);
    assertThat(records.get(1).getActive()).isFalse();
    assertThat(records.get(1).getConcludedFrom()).isEqualTo("missing-in-refresh");
  }

  @Test
  void listsSourcesOfConditionsNobodyClaimsOnceForEachEpoch() throws Exception {
    for (int i = 0; i < 3; i++) {
      router.send(conditions(condition("nsu=urn:m;s=Nobody", "", "", "")));
    }
    assertThat(router.out()).isEmpty();
    assertThat(router.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.getReason())
                    .startsWith("1 sources of conditions belong to no equipment"));
  }

  private static OpcUaBatch conditions(OpcUaConditionEvent... events) {
    return RunningRouter.batch(1, 7).conditions(List.of(events)).build();
  }

  private static OpcUaConditionEvent condition(
      String sourceNode, String sourceName, String inputNode, String branch) {
    long time = 1_700_000_000_000_000_200L;
    return new OpcUaConditionEvent(
        new OpcUaConditionEvent.Key("nsu=urn:m;s=alarm", branch),
        new OpcUaConditionEvent.Origin(
            "nsu=http://opcfoundation.org/UA/;i=9482",
            "Overload",
            "",
            sourceNode,
            sourceName,
            inputNode),
        new OpcUaConditionEvent.State(
            true, true, true, Optional.of(false), Optional.empty(), 700, 0),
        new OpcUaConditionEvent.Texts("too much", "seen"),
        new OpcUaConditionEvent.Times(time, time, time - 100),
        "0a",
        OpcUaConditionEvent.Cause.REPORTED);
  }
}

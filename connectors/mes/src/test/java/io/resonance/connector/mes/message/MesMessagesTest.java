package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.message.MesMessages.Previous;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget.Confirmation;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MesMessagesTest {

  private final MesMessages messages =
      new MesMessages("shenyang", MesMessaging.standard().withConfirmation(Confirmation.ON_ERROR));

  @Test
  void anOpenedViolationBecomesANotifyOperationsEvent() {
    MesMessage message =
        messages.compose(SampleRecords.violation("v-1", ViolationState.OPENED)).orElseThrow();

    assertThat(message.getVerb() + message.getNoun()).isEqualTo("NotifyOperationsEvent");
    assertThat(message.getState()).isEqualTo(MesState.PENDING);
    assertThat(message.getRecordId()).isEqualTo("v-1/OPENED");
    assertThat(message.getPayload())
        .contains("<BODID>" + message.getBodId() + "</BODID>")
        .contains("<LogicalID>shenyang</LogicalID><ConfirmationCode>OnError</ConfirmationCode>")
        // B2MML-OperationsEvent.xsd: a Notify holds a Sync
        .contains("<DataArea><Sync><ActionCriteria><ActionExpression actionCode=\"Add\"")
        .contains("<OperationsEventType>Alert</OperationsEventType>")
        .contains("<EquipmentID>MILL-01</EquipmentID><EquipmentLevel>WorkUnit</EquipmentLevel>");
  }

  @Test
  void aViolationSaysWhatTheMachineWasWorkingOn() throws Exception {
    Violation violation = SampleRecords.violation("v-1", ViolationState.OPENED);
    violation.setContext(
        JobContext.newBuilder().setJob("4711 <A>").setLot("L-9").setTool(" ").build());

    String payload = messages.compose(violation).orElseThrow().getPayload();

    assertThat(payload)
        .contains(
            "<OperationsRecordEntry><ID>job</ID><ExternalReferenceID>4711 &lt;A></ExternalReferenceID><InformationObjectType>Job Order</InformationObjectType></OperationsRecordEntry>")
        .contains("<ExternalReferenceID>L-9</ExternalReferenceID>")
        .doesNotContain("<ID>part</ID>")
        .doesNotContain("<ID>tool</ID>");
    B2mmlSchemas.validateWherePresent(payload);
  }

  @Test
  void aRepeatedViolationIsNoMessage() {
    assertThat(messages.compose(SampleRecords.violation("v-1", ViolationState.REPEATED))).isEmpty();
  }

  @Test
  void eachReopeningOfAViolationHasABodIdOfItsOwn() {
    Violation first = SampleRecords.violation("v-1", ViolationState.REOPENED);
    first.setReopened(1);
    Violation second = SampleRecords.violation("v-1", ViolationState.REOPENED);
    second.setReopened(2);

    assertThat(messages.compose(first).orElseThrow().getBodId())
        .isNotEqualTo(messages.compose(second).orElseThrow().getBodId());
    assertThat(messages.compose(SampleRecords.violation("v-1", ViolationState.ACKNOWLEDGED)))
        .isEmpty();
    assertThat(messages.compose(SampleRecords.violation("v-1", ViolationState.WAIVED))).isEmpty();
  }

  @Test
  void openingAndClearingOfAViolationHaveDifferentBodIds() {
    MesMessage opened =
        messages.compose(SampleRecords.violation("v-1", ViolationState.OPENED)).orElseThrow();
    MesMessage cleared =
        messages.compose(SampleRecords.violation("v-1", ViolationState.CLEARED)).orElseThrow();

    assertThat(opened.getBodId()).isNotEqualTo(cleared.getBodId());
    assertThat(cleared.getPayload()).contains("<ID>v-1</ID>").contains("actionCode=\"Change\"");
  }

  @Test
  void notOkAsksTheMesToProcess() {
    MesMessage message =
        messages
            .compose(SampleRecords.inference("i-1", "wear", Evaluation.NotOK), Optional.empty())
            .orElseThrow();

    assertThat(message.getVerb() + message.getNoun()).isEqualTo("ProcessTestResult");
    assertThat(message.getPayload()).contains("<Process acknowledgeCode=\"Always\"");
  }

  @Test
  void okAgainInformsTheMes() {
    MesMessage message =
        messages
            .compose(
                SampleRecords.inference("i-2", "wear", Evaluation.OK),
                Optional.of(new Previous(Evaluation.NotOK, "i-1")))
            .orElseThrow();

    assertThat(message.getVerb() + message.getNoun()).isEqualTo("SyncTestResult");
  }

  @Test
  void everyOkWindowIsNoMessage() {
    var ok = SampleRecords.inference("i-1", "wear", Evaluation.OK);

    assertThat(messages.compose(ok, Optional.empty())).isEmpty();
    assertThat(messages.compose(ok, Optional.of(new Previous(Evaluation.OK, "")))).isEmpty();
  }

  @Test
  void theSameRecordGivesTheSameMessageAgain() {
    var record = SampleRecords.inference("i-1", "wear", Evaluation.NotOK);

    assertThat(messages.compose(record, Optional.empty()))
        .isEqualTo(messages.compose(record, Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = ViolationState.class,
      names = {"OPENED", "REOPENED", "CLEARED"})
  void violationsValidateAgainstTheOfficialSchemas(ViolationState state) throws Exception {
    B2mmlSchemas.validate(
        messages.compose(SampleRecords.violation("v-1", state)).orElseThrow().getPayload());
  }

  @ParameterizedTest
  @EnumSource(
      value = Evaluation.class,
      names = {"OK", "NotOK", "NotDecidable"})
  void inferencesValidateAgainstTheOfficialSchemas(Evaluation evaluation) throws Exception {
    Evaluation previous = evaluation == Evaluation.OK ? Evaluation.NotOK : Evaluation.OK;
    MesMessage message =
        messages
            .compose(
                SampleRecords.inference("i-1", "wear", evaluation),
                Optional.of(new Previous(previous, "i-0")))
            .orElseThrow();

    B2mmlSchemas.validate(message.getPayload());
  }

  @Test
  void bodIdsAreUuidsOfVersion5() {
    // the example of RFC 9562, A.4
    UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(BodId.version5(dns, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    assertThat(BodId.of("a", "bc", "d")).isNotEqualTo(BodId.of("ab", "c", "d"));
  }
}

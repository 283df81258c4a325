package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mes.message.MesMessages.Previous;
import io.resonance.schema.plant.MesMessageRule;
import io.resonance.schema.plant.MesMessageRule.Kind;
import io.resonance.schema.plant.MesMessageRule.Message;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageChoiceTest {

  private static final MesMessageRule MILL_ALERTS =
      new MesMessageRule(
          Kind.VIOLATION,
          List.of("MILL-01"),
          List.of("eu-range"),
          List.of("warning", "error"),
          Message.WORK_ALERT,
          "{equipment}: {title} ({severity}, limits {limits})");

  @Test
  void aRuleThatFitsDecidesWithItsText() throws Exception {
    MesMessage message =
        with(MILL_ALERTS)
            .compose(SampleRecords.violation("v-1", ViolationState.OPENED))
            .orElseThrow();

    assertThat(message.getVerb() + message.getNoun()).isEqualTo("SyncWorkAlert");
    assertThat(message.getPayload())
        .contains("actionCode=\"Add\"")
        .contains(">MILL-01: Coolant too hot (warning, limits -)<")
        .doesNotContain("EffectiveEndDate");
    B2mmlSchemas.validateWherePresent(message.getPayload());
  }

  @Test
  void anAlertAndItsTextSayWhatTheMachineWasWorkingOn() throws Exception {
    Violation violation = SampleRecords.violation("v-1", ViolationState.OPENED);
    violation.setContext(JobContext.newBuilder().setJob("4711").setPart("A-1").build());
    MesMessageRule alert =
        new MesMessageRule(
            Kind.VIOLATION,
            List.of(),
            List.of(),
            List.of(),
            Message.WORK_ALERT,
            "{equipment}, part {part} of lot {lot}");

    String payload = with(alert).compose(violation).orElseThrow().getPayload();

    assertThat(payload)
        .contains("<ID>job</ID><Value><ValueString>4711</ValueString></Value>")
        .contains(">MILL-01, part A-1 of lot -<");
    B2mmlSchemas.validateWherePresent(payload);
  }

  @Test
  void clearingGivesTheAlertAnEnd() throws Exception {
    MesMessage message =
        with(MILL_ALERTS)
            .compose(SampleRecords.violation("v-1", ViolationState.CLEARED))
            .orElseThrow();

    assertThat(message.getPayload())
        .contains("<ID>v-1</ID>")
        .contains("actionCode=\"Change\"")
        .contains("<EffectiveEndDate>");
    B2mmlSchemas.validateWherePresent(message.getPayload());
  }

  @Test
  void whereNoRuleFitsTheDefaultsDecide() {
    var other = SampleRecords.violation("v-1", ViolationState.OPENED);
    other.setEquipment("MILL-02");

    assertThat(with(MILL_ALERTS).compose(other).orElseThrow().getNoun())
        .isEqualTo("OperationsEvent");
  }

  @Test
  void theFirstRuleThatFitsDecides() {
    var none =
        new MesMessageRule(Kind.VIOLATION, List.of(), List.of(), List.of(), Message.NONE, "");

    assertThat(with(none, MILL_ALERTS).compose(SampleRecords.violation("v", ViolationState.OPENED)))
        .isEmpty();
    assertThat(with(MILL_ALERTS, none).compose(SampleRecords.violation("v", ViolationState.OPENED)))
        .isPresent();
  }

  @Test
  void resultsOfMaintenanceModelsAreAlertsThatTheirOkEnds() throws Exception {
    MesMessages messages = with();
    MesMessage opened =
        messages.compose(maintenance("i-1", Evaluation.NotOK), Optional.empty()).orElseThrow();
    MesMessage over =
        messages
            .compose(
                maintenance("i-9", Evaluation.OK),
                Optional.of(new Previous(Evaluation.NotOK, "i-1")))
            .orElseThrow();

    assertThat(opened.getVerb() + opened.getNoun()).isEqualTo("SyncWorkAlert");
    assertThat(opened.getPayload()).contains("<ID>i-1</ID>").contains("actionCode=\"Add\"");
    assertThat(over.getPayload())
        .contains("<ID>i-1</ID>")
        .contains("actionCode=\"Change\"")
        .contains("<EffectiveEndDate>");
    assertThat(over.getBodId()).isNotEqualTo(opened.getBodId());
    B2mmlSchemas.validateWherePresent(opened.getPayload());
    B2mmlSchemas.validateWherePresent(over.getPayload());
  }

  @Test
  void aModelMayInformOnly() {
    var inform =
        new MesMessageRule(
            Kind.INFERENCE, List.of(), List.of("wear"), List.of(), Message.SYNC_TEST_RESULT, "");

    assertThat(
            with(inform)
                .compose(SampleRecords.inference("i", "wear", Evaluation.NotOK), Optional.empty())
                .orElseThrow()
                .getVerb())
        .isEqualTo("Sync");
  }

  @Test
  void hostileTextInATemplateStaysText() throws Exception {
    var rule =
        new MesMessageRule(
            Kind.VIOLATION, List.of(), List.of(), List.of(), Message.WORK_ALERT, "$1 \\ {title}");
    MesMessage message =
        with(rule)
            .compose(SampleRecords.violation("v", ViolationState.OPENED, "{fix} $0 <b>&\u0001"))
            .orElseThrow();

    assertThat(message.getPayload()).contains("$1 \\ {fix} $0 &lt;b>&amp;␁");
    B2mmlSchemas.validateWherePresent(message.getPayload());
  }

  private static Inference maintenance(String id, Evaluation evaluation) {
    Inference inference = SampleRecords.inference(id, "bearing", evaluation);
    inference.getModel().setTask("remaining-useful-life");
    return inference;
  }

  private static MesMessages with(MesMessageRule... rules) {
    return new MesMessages("p", MesMessaging.standard().withRules(List.of(rules)));
  }
}

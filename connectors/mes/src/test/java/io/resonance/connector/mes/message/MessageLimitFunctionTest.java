package io.resonance.connector.mes.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.MesState;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.testbed.mes.SampleRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageLimitFunctionTest {

  private static final int PER_MINUTE = 3;

  private final MesMessages messages = new MesMessages("p", MesMessaging.standard());
  private KeyedOneInputStreamOperatorTestHarness<String, MesMessage, MesMessage> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new MessageLimitFunction(messages, PER_MINUTE)),
            MesMessage::getEquipment,
            Types.STRING);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void whatIsBeyondTheLimitIsParkedAndTheMesIsToldOnceAMinute() throws Exception {
    for (int n = 0; n < 5; n++) {
      process("mill", "v" + n, ViolationState.OPENED, 0);
    }
    process("lathe", "w", ViolationState.OPENED, 0);
    process("mill", "v9", ViolationState.OPENED, 60);

    assertThat(given())
        .containsExactly(
            "PENDING v0/OPENED",
            "PENDING v1/OPENED",
            "PENDING v2/OPENED",
            "PENDING flood/mill/" + minute(),
            "PARKED v3/OPENED",
            "PARKED v4/OPENED",
            "PENDING w/OPENED",
            "PENDING v9/OPENED");
    assertThat(harness.extractOutputValues().get(4).getAnswer()).contains("messages-per-minute");
    B2mmlSchemas.validateWherePresent(harness.extractOutputValues().get(3).getPayload());
  }

  @Test
  void whatClearsAViolationGoesOutButNotWhereItsOpeningDidNot() throws Exception {
    for (int n = 0; n < 4; n++) {
      process("mill", "v" + n, ViolationState.OPENED, 0);
    }
    process("mill", "v0", ViolationState.CLEARED, 1);
    process("mill", "v3", ViolationState.CLEARED, 1);
    process("mill", "v3", ViolationState.OPENED, 61);
    process("mill", "v3", ViolationState.CLEARED, 62);

    assertThat(given())
        .endsWith(
            "PARKED v3/OPENED",
            "PENDING v0/CLEARED",
            "PARKED v3/CLEARED",
            "PENDING v3/OPENED",
            "PENDING v3/CLEARED");
  }

  private void process(String equipment, String id, ViolationState state, int afterSeconds)
      throws Exception {
    Violation violation = SampleRecords.violation(id, state);
    violation.setEquipment(equipment);
    violation.setLastAt(SampleRecords.TIME.plusSeconds(afterSeconds));
    harness.processElement(messages.compose(violation).orElseThrow(), 0);
  }

  private static long minute() {
    return SampleRecords.TIME.getEpochSecond() / 60;
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    for (MesMessage message : harness.extractOutputValues()) {
      assertThat(message.getState()).isIn(MesState.PENDING, MesState.PARKED);
      given.add(message.getState() + " " + message.getRecordId());
    }
    return given;
  }
}

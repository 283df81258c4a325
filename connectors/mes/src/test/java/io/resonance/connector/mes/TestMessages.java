package io.resonance.connector.mes;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.connector.mes.message.Records;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;

/** Messages for tests, each valid B2MML and created later than the one before. */
public final class TestMessages {

  private static final MesMessages MESSAGES =
      new MesMessages("test-plant", MesTarget.Confirmation.ON_ERROR);

  private TestMessages() {}

  /** The message of the n-th violation of an equipment. */
  public static MesMessage violation(String equipment, int n) {
    Violation violation = Records.violation(equipment + "-v" + n, ViolationState.OPENED);
    violation.setEquipment(equipment);
    violation.setLastAt(violation.getLastAt().plusSeconds(n));
    return MESSAGES.compose(violation).orElseThrow();
  }
}

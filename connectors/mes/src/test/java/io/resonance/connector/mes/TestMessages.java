package io.resonance.connector.mes;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.plant.MesTarget;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.SampleRecords;

/** Messages for tests, each valid B2MML and created later than the one before. */
public final class TestMessages {

  private static final MesMessages MESSAGES =
      new MesMessages(
          "test-plant", MesMessaging.standard().withConfirmation(MesTarget.Confirmation.ON_ERROR));

  private TestMessages() {}

  /** The message of the n-th violation of an equipment. */
  public static MesMessage violation(String equipment, int n) {
    return MESSAGES.compose(SampleRecords.violation(equipment, n)).orElseThrow();
  }
}

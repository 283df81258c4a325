package io.resonance.benchmark.mes;

import io.resonance.connector.mes.message.MesMessages;
import io.resonance.schema.plant.MesMessaging;
import io.resonance.schema.v1.MesMessage;
import io.resonance.schema.v1.Violation;
import io.resonance.testbed.mes.SampleRecords;
import java.time.Instant;

/** The messages of a benchmark: violations of so many equipments in turn, made in advance. */
final class MesLoad {

  /** How the names of equipment begin whose messages the MES rejects. */
  static final String REJECTING = "REJECTING";

  /** How the names of equipment begin whose messages the MES answers after seconds. */
  static final String SLOW = "SLOW";

  private static final MesMessages MESSAGES = new MesMessages("benchmark", MesMessaging.standard());

  private MesLoad() {}

  /** The n-th message of an equipment, made at this time. */
  static MesMessage message(String equipment, long n, Instant created) {
    Violation violation = SampleRecords.violation(equipment, (int) n);
    violation.setLastAt(created);
    return MESSAGES.compose(violation).orElseThrow();
  }
}

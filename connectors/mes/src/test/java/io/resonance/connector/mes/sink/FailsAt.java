package io.resonance.connector.mes.sink;

import io.resonance.schema.v1.MesMessage;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Lets messages through and fails the job at some of them, at each in another attempt. */
final class FailsAt extends RichMapFunction<MesMessage, MesMessage> {

  private static final long serialVersionUID = 1L;

  private final int[] positions;

  FailsAt(int... positions) {
    this.positions = positions;
  }

  @Override
  public MesMessage map(MesMessage message) {
    int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
    if (attempt < positions.length
        && message.getRecordId().endsWith("v" + positions[attempt] + "/OPENED")) {
      throw new IllegalStateException("a scripted failure at message " + positions[attempt]);
    }
    return message;
  }
}

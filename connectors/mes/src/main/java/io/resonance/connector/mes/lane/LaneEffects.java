package io.resonance.connector.mes.lane;

import io.resonance.schema.v1.MesMessage;

/** What lanes make happen outside of them. None of these may call back into the lanes at once. */
public interface LaneEffects {

  /** Starts one attempt; its end is told by {@link DeliveryLanes#answered}. */
  void post(MesMessage message);

  /** The message with this number, as it was enqueued or postponed last. */
  MesMessage recall(String equipment, long number);

  /** The attempt failed and another follows; the message now carries it in its history. */
  void postponed(long number, MesMessage message, Verdict verdict);

  /** The message is in its final state and gone from its lane. */
  void settled(long number, MesMessage message);

  /** Asks for a call of {@link DeliveryLanes#wake} at this time, in milliseconds. */
  void wakeAt(long time);

  /** No lane sends until the next probe, because configuration is wrong. */
  void circuitOpened(String reason);

  /** A probe went through; all lanes send again. */
  void circuitClosed();
}

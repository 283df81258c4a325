package io.resonance.testbed.opcua;

import java.util.List;

/** A physical model that fills the variables of a server; used by one thread at a time. */
public interface SimulatedMachine {

  /** What it has to say, in the order of {@link #values()}. */
  List<SimulatedVariable> variables();

  /** Lets time pass. */
  void step(double seconds);

  /** Raises and clears its alarms as its present values ask for; called after each step. */
  default void watch(SimulatedAlarms alarms) {
    // most machines have none
  }

  /**
   * The present values (Double, Long, Integer, Boolean or String by {@link ValueType}), in the
   * order of variables.
   */
  Object[] values();
}

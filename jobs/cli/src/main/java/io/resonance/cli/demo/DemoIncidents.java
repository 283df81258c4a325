package io.resonance.cli.demo;

import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.opcua.MillRegime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** What goes wrong in the demo, and when: a script of steps that repeats every minute. */
final class DemoIncidents {

  private static final long CYCLE_SECONDS = 60;

  private final List<Step> steps;
  private long nextCycleStart;
  private int next;

  /** One thing that is done to the plant. */
  private record Step(long second, String told, Callable<?> action) {}

  private DemoIncidents(List<Step> steps) {
    this.steps = steps.stream().sorted(Comparator.comparingLong(Step::second)).toList();
  }

  /** The incidents of a plant. */
  static DemoIncidents of(SimulatedPlant plant) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        step(5, "the mill's coolant pump fails for 15 s", () -> plant.mill().coolantOverheats(15)));
    steps.add(
        step(12, "the line to the mill's server is cut for 5 s", () -> plant.millLine().cut()));
    steps.add(step(17, "the line to the mill's server is back", () -> plant.millLine().restore()));
    steps.add(step(23, "the MTConnect agent of the lathe restarts", () -> plant.agent().restart()));
    steps.add(
        step(
            28,
            "the mill's tool begins to chatter",
            () -> plant.mill().provoke(MillRegime.CHATTER)));
    steps.add(
        new Step(
            36,
            "the oven's OPC UA server restarts: its subscriptions are gone",
            () -> {
              plant.ovenServer().restart();
              return null;
            }));
    return new DemoIncidents(steps);
  }

  private static Step step(long second, String told, Runnable action) {
    return new Step(
        second,
        told,
        () -> {
          action.run();
          return null;
        });
  }

  /**
   * Does what is due.
   *
   * @param second since the jobs run
   */
  void play(long second, DemoCounts counts) throws Exception {
    while (nextCycleStart + steps.get(next).second() <= second) {
      Step step = steps.get(next);
      counts.remember("incident", step.told());
      step.action().call();
      next = (next + 1) % steps.size();
      if (next == 0) {
        nextCycleStart += CYCLE_SECONDS;
      }
    }
  }

  /** Ends the faults that last, so that everything produced can arrive. */
  static void settle(SimulatedPlant plant) {
    plant.millLine().restore();
  }
}

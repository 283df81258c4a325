package io.resonance.job.plant.breach;

import io.resonance.job.plant.breach.client.BreachOfAFrontDoor;
import io.resonance.schema.plant.Plant;

/** Breaks two dependency rules on purpose, so that a test can see them caught. */
public final class BreachOfTheRules {

  private BreachOfTheRules() {}

  static String breach(Plant plant) {
    return BreachOfAFrontDoor.NAME + plant.id();
  }
}

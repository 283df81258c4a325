package io.resonance.job.plant.breach.client;

/** Stands for the inside of a connector that nobody else may use. */
public final class BreachOfAFrontDoor {

  public static final String NAME = "inside of a connector".concat("");

  private BreachOfAFrontDoor() {}
}

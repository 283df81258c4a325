package io.resonance.schema.plant.load;

/** A value does not have the form its key asks for. The message is the reason. */
final class MalformedValueException extends Exception {

  private final String nextStep;

  MalformedValueException(String reason, String nextStep) {
    super(reason);
    this.nextStep = nextStep;
  }

  String reason() {
    return getMessage();
  }

  String nextStep() {
    return nextStep;
  }
}

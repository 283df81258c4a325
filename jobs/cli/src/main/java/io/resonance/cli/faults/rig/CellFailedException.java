package io.resonance.cli.faults.rig;

/** A cell cannot go on; the message says what was awaited, or what could not be done. */
final class CellFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CellFailedException(String message) {
    super(message);
  }
}

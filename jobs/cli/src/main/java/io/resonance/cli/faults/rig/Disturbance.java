package io.resonance.cli.faults.rig;

/** Something that goes wrong until it is ended. */
interface Disturbance {

  void begin() throws Exception;

  void end() throws Exception;

  /** One that ends by itself. */
  static Disturbance once(Action begin) {
    return of(begin, () -> {});
  }

  static Disturbance of(Action begin, Action end) {
    return new Disturbance() {
      @Override
      public void begin() throws Exception {
        begin.act();
      }

      @Override
      public void end() throws Exception {
        end.act();
      }
    };
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Action {
    void act() throws Exception;
  }
}

package io.resonance.conform;

/** Looks at the rows of one batch after the rules in force have judged them. */
interface Alongside {

  /** Nobody looks. */
  Alongside NOBODY =
      new Alongside() {
        @Override
        public void row(int row, PropertyWatch active) {}

        @Override
        public void swept() {}
      };

  /** A row was judged, whatever its quality. */
  void row(int row, PropertyWatch active);

  /** The endpoint went on, and its silent properties were looked at. */
  void swept();
}

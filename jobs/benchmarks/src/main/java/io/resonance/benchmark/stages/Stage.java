package io.resonance.benchmark.stages;

/** A piece of work that can be repeated for ever in one thread. */
public interface Stage {

  /**
   * Works through all batches once.
   *
   * @return a number that depends on all of the work, so that the compiler cannot leave any of it
   *     out
   */
  long pass() throws Exception;
}

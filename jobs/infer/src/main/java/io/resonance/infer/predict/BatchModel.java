package io.resonance.infer.predict;

import java.util.List;

/**
 * A model that is ready to answer micro-batches. Used by one thread at a time; {@link #close} comes
 * after the last call has returned.
 */
interface BatchModel extends AutoCloseable {

  /**
   * Runs the model once over all windows.
   *
   * @param windows floats of each window, as model.yaml lays them out
   * @return the outputs, window by window
   * @throws Exception if the engine fails
   */
  float[] predict(List<float[]> windows) throws Exception;

  @Override
  void close();

  /** Makes one more model of the same package; called in the thread that will use it. */
  interface Factory {
    BatchModel load() throws Exception;
  }
}

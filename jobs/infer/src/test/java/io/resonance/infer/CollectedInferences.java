package io.resonance.infer;

import io.resonance.schema.v1.Inference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Collects inferences by id, at least once: a replayed one must say what the first one said, and is
 * a contradiction otherwise.
 */
final class CollectedInferences implements Sink<Inference> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Inference> BY_ID = new ConcurrentHashMap<>();
  private static final Queue<String> CONTRADICTIONS = new ConcurrentLinkedQueue<>();

  static void clear() {
    BY_ID.clear();
    CONTRADICTIONS.clear();
  }

  static List<Inference> all() {
    return new ArrayList<>(BY_ID.values());
  }

  static List<String> contradictions() {
    return new ArrayList<>(CONTRADICTIONS);
  }

  @Override
  public SinkWriter<Inference> createWriter(WriterInitContext context) {
    return new Writer();
  }

  private static final class Writer implements SinkWriter<Inference> {

    @Override
    public void write(Inference inference, Context context) {
      Inference first = BY_ID.putIfAbsent(inference.getInferenceId(), inference);
      if (first != null
          && !(first.getOutputs().equals(inference.getOutputs())
              && first.getInputs().equals(inference.getInputs()))) {
        CONTRADICTIONS.add(first + " but then " + inference);
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}

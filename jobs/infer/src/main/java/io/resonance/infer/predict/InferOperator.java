package io.resonance.infer.predict;

import ai.djl.translate.TranslateException;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.Verdict;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The operator {@code infer}: gathers the windows of all equipment into micro-batches and runs each
 * model once per batch.
 *
 * <p>A batch ends when it is full, when its first window has waited long enough, before a watermark
 * is passed on, before a checkpoint's barrier and at the end of input. So it is empty whenever a
 * snapshot is taken and the operator needs no state, and results keep the order of their windows.
 *
 * <p>A model that fails gives results that are not decidable; the stream goes on.
 */
public final class InferOperator extends AbstractStreamOperator<Inference>
    implements OneInputStreamOperator<ModelWindow, Inference> {

  private static final long serialVersionUID = 1L;

  private final ArrayList<ModelUse> uses;
  private final BatchSettings settings;

  private transient Map<String, Lane> lanes;
  private transient List<ModelWindow> pending;
  private transient StreamRecord<Inference> reused;
  private transient ScheduledFuture<?> waiting;
  private transient Counter inferences;
  private transient Counter batches;
  private transient Counter undecided;
  private transient Counter modelFailures;
  private transient Counter unknownModels;

  /** One model, its share of the present batch, and the records it makes. */
  private record Lane(
      LoadedModel model, InferenceRecords records, List<float[]> inputs, Answer answer) {}

  /** What the model answered to the present batch. */
  private static final class Answer {
    private float[] outputs = new float[0];
    private String failure = "";
    private int next;
  }

  /** For the models of a plant. */
  public InferOperator(List<ModelUse> uses, BatchSettings settings) {
    this.uses = new ArrayList<>(uses);
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    super.open();
    lanes = new HashMap<>();
    pending = new ArrayList<>(settings.maxBatch());
    for (ModelUse use : uses) {
      ModelPackage source = ModelPackage.load(use);
      LoadedModel model = LoadedModel.load(source, settings.maxBatch(), settings.threadsPerModel());
      InferenceRecords records =
          new InferenceRecords(
              source.spec(), LoadedModel.engine(), LoadedModel.engineVersion(), settings.profile());
      lanes.put(
          source.spec().identity().id(),
          new Lane(model, records, new ArrayList<>(settings.maxBatch()), new Answer()));
    }
    var metrics = getMetricGroup();
    inferences = metrics.counter("inferences");
    batches = metrics.counter("batches");
    undecided = metrics.counter("notDecidable");
    modelFailures = metrics.counter("modelFailures");
    unknownModels = metrics.counter("windowsOfUnknownModels");
    metrics.gauge("pendingWindows", () -> pending.size());
  }

  @Override
  public void processElement(StreamRecord<ModelWindow> element) {
    ModelWindow window = element.getValue();
    Lane lane = lanes.get(window.model());
    if (lane == null) {
      // a window in flight of a model that the plant file has dropped since
      unknownModels.inc();
      return;
    }
    pending.add(window);
    if (window.verdict() instanceof Verdict.Passed) {
      lane.inputs().add(window.values());
    }
    if (pending.size() >= settings.maxBatch()) {
      flush();
    } else if (waiting == null) {
      var time = getProcessingTimeService();
      waiting =
          time.registerTimer(
              time.getCurrentProcessingTime() + settings.maxWait().toMillis(), due -> flushLate());
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (lanes != null) {
      lanes.values().forEach(lane -> lane.model().close());
      lanes = null;
    }
    super.close();
  }

  private void flushLate() {
    waiting = null;
    flush();
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    for (Lane lane : lanes.values()) {
      predict(lane);
    }
    Instant now = Instant.now();
    for (ModelWindow window : pending) {
      emit(result(window, lanes.get(window.model()), now), window);
    }
    pending.clear();
    batches.inc();
  }

  private void predict(Lane lane) {
    Answer answer = lane.answer();
    answer.next = 0;
    answer.failure = "";
    if (lane.inputs().isEmpty()) {
      return;
    }
    try {
      answer.outputs = lane.model().predict(lane.inputs());
    } catch (TranslateException | RuntimeException e) {
      modelFailures.inc();
      answer.failure = LoadedModel.rootMessage(e);
      LOG.warn(
          "The model {} failed on a batch of {} windows; their results are not decidable",
          lane.model().spec().identity().id(),
          lane.inputs().size(),
          e);
    }
    lane.inputs().clear();
  }

  private static Inference result(ModelWindow window, Lane lane, Instant now) {
    if (window.verdict() instanceof Verdict.Refused refused) {
      return lane.records().undecided(window, refused, now);
    }
    Answer answer = lane.answer();
    if (!answer.failure.isEmpty()) {
      return lane.records()
          .undecided(
              window,
              new Verdict.Refused(
                  InferenceRecords.MODEL_FAILED, "The model failed: " + answer.failure),
              now);
    }
    int columns = lane.model().spec().output().channels().size();
    return lane.records().decided(window, answer.outputs, columns * answer.next++, now);
  }

  private void emit(Inference inference, ModelWindow window) {
    inferences.inc();
    if (inference.getEvaluation() == Evaluation.NotDecidable) {
      undecided.inc();
    }
    reused = reused == null ? new StreamRecord<>(inference) : reused;
    // as Flink's windows do: the last millisecond inside the window
    output.collect(reused.replace(inference, Math.floorDiv(window.extent().end() - 1, 1_000_000L)));
  }
}

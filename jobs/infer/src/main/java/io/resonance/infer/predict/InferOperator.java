package io.resonance.infer.predict;

import io.resonance.infer.ReasonCodes;
import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.window.ModelWindow;
import io.resonance.infer.window.Verdict;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.Evaluation;
import io.resonance.schema.v1.Inference;
import java.io.Serializable;
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
  private final Loading loading;

  private transient Map<String, Lane> lanes;
  private transient List<ModelWindow> pending;
  private transient StreamRecord<Inference> reused;
  private transient ScheduledFuture<?> waiting;
  private transient Counter inferences;
  private transient Counter batches;
  private transient Counter undecided;
  private transient Counter modelFailures;
  private transient Counter modelTimeouts;
  private transient Counter undecidedBatches;
  private transient Counter unknownModels;

  /** One model, its share of the present batch, and the records it makes. */
  private static final class Lane {
    private final GuardedModel model;
    private final InferenceRecords records;
    private final int columns;
    private List<float[]> inputs;
    private Answer answer = new Answer.Outputs(new float[0]);
    private int next;

    Lane(GuardedModel model, InferenceRecords records, int columns, int maxBatch) {
      this.model = model;
      this.records = records;
      this.columns = columns;
      this.inputs = new ArrayList<>(maxBatch);
    }
  }

  /** How a checked package becomes a model; tests have their own. */
  interface Loading extends Serializable {
    BatchModel load(ModelPackage source, BatchSettings settings) throws Exception;
  }

  /** For the models of a plant. */
  public InferOperator(List<ModelUse> uses, BatchSettings settings) {
    this(
        uses,
        settings,
        (source, batches) ->
            LoadedModel.load(source, batches.maxBatch(), batches.threadsPerModel()));
  }

  InferOperator(List<ModelUse> uses, BatchSettings settings, Loading loading) {
    this.uses = new ArrayList<>(uses);
    this.settings = settings;
    this.loading = loading;
  }

  @Override
  public void open() throws Exception {
    super.open();
    lanes = new HashMap<>();
    pending = new ArrayList<>(settings.maxBatch());
    for (ModelUse use : uses) {
      ModelPackage source = ModelPackage.load(use);
      String id = source.spec().identity().id();
      GuardedModel model =
          GuardedModel.load(id, () -> loading.load(source, settings), settings.limits());
      InferenceRecords records =
          new InferenceRecords(source.spec(), EngineVersion.present(), settings.profile());
      int columns = source.spec().output().channels().size();
      lanes.put(id, new Lane(model, records, columns, settings.maxBatch()));
    }
    var metrics = getMetricGroup();
    inferences = metrics.counter("inferences");
    batches = metrics.counter("batches");
    undecided = metrics.counter("notDecidable");
    modelFailures = metrics.counter("modelFailures");
    unknownModels = metrics.counter("windowsOfUnknownModels");
    modelTimeouts = metrics.counter("modelTimeouts");
    undecidedBatches = metrics.counter("batchesNotAsked");
    metrics.gauge("pendingWindows", () -> pending.size());
    List<GuardedModel> models = lanes.values().stream().map(lane -> lane.model).toList();
    metrics.gauge(
        "modelsSuspended", () -> models.stream().filter(GuardedModel::isSuspended).count());
    metrics.gauge(
        "callsLeftBehind", () -> models.stream().mapToInt(GuardedModel::leftBehind).sum());
  }

  @Override
  public void processElement(StreamRecord<ModelWindow> element) throws InterruptedException {
    ModelWindow window = element.getValue();
    Lane lane = lanes.get(window.model());
    if (lane == null) {
      // a window in flight of a model that the plant file has dropped since
      unknownModels.inc();
      return;
    }
    pending.add(window);
    if (window.verdict() instanceof Verdict.Passed) {
      lane.inputs.add(window.values());
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
  public void prepareSnapshotPreBarrier(long checkpointId) throws InterruptedException {
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
      lanes.values().forEach(lane -> lane.model.close());
      lanes = null;
    }
    super.close();
  }

  private void flushLate() throws InterruptedException {
    waiting = null;
    flush();
  }

  private void flush() throws InterruptedException {
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

  private void predict(Lane lane) throws InterruptedException {
    lane.next = 0;
    if (lane.inputs.isEmpty()) {
      return;
    }
    lane.answer =
        lane.model.predict(lane.inputs, getProcessingTimeService().getCurrentProcessingTime());
    if (lane.answer instanceof Answer.None none) {
      switch (none.reason().code()) {
        case ReasonCodes.MODEL_FAILED -> modelFailures.inc();
        case ReasonCodes.MODEL_TIMED_OUT -> modelTimeouts.inc();
        default -> undecidedBatches.inc();
      }
      // a call that hangs may still read the old list
      lane.inputs = new ArrayList<>(settings.maxBatch());
    } else {
      lane.inputs.clear();
    }
  }

  private static Inference result(ModelWindow window, Lane lane, Instant now) {
    if (window.verdict() instanceof Verdict.Refused refused) {
      return lane.records.undecided(window, refused, now);
    }
    if (lane.answer instanceof Answer.Outputs outputs) {
      return lane.records.decided(window, outputs.values(), lane.columns * lane.next++, now);
    }
    return lane.records.undecided(window, ((Answer.None) lane.answer).reason(), now);
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

package io.resonance.infer.window;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchTypeInfo;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.Quality;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The operator {@code infer-window}: collects the values of one equipment for every model that
 * watches it and emits a window as soon as the watermark has passed its end. One event-time timer
 * per model is pending at a time, for its next window, never one per value.
 */
public final class WindowFunction
    extends KeyedProcessFunction<String, EquipmentBatch, ModelWindow> {

  /** Values no window can take any more: late ones, and those too far ahead of the watermark. */
  public static final OutputTag<EquipmentBatch> UNUSED_VALUES =
      new OutputTag<>("infer-unused-values", EquipmentBatchTypeInfo.INSTANCE);

  private static final long serialVersionUID = 1L;

  private final ArrayList<ModelUse> uses;
  private final Duration ahead;
  private final String profileId;

  private transient InputUnits units;
  private transient Map<String, List<WatchedModel>> watchedByEquipment;
  private transient ValueState<EquipmentWindows> state;
  private transient Sample sample;
  private transient Counter windowCount;
  private transient Counter lateValues;
  private transient Counter refusedValues;
  private transient Counter droppedBuffers;

  /**
   * @param uses the models and the equipment they watch
   * @param ahead how much time beyond the open window is buffered while the watermark stands still
   * @param profileId the profile whose units the values come in
   */
  public WindowFunction(List<ModelUse> uses, Duration ahead, String profileId) {
    this.uses = new ArrayList<>(uses);
    this.ahead = ahead;
    this.profileId = profileId;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    units = new InputUnits(Profile.load(profileId));
    watchedByEquipment = new HashMap<>();
    for (ModelUse use : uses) {
      ModelSpec spec = ModelPackage.load(use).spec();
      for (String equipment : use.equipment()) {
        watchedByEquipment
            .computeIfAbsent(equipment, key -> new ArrayList<>())
            .add(new WatchedModel(spec, ahead.toNanos()));
      }
    }
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("windows", EquipmentWindowsSerializer.INSTANCE));
    sample = new Sample();
    var metrics = getRuntimeContext().getMetricGroup();
    windowCount = metrics.counter("windows");
    lateValues = metrics.counter("lateValues");
    refusedValues = metrics.counter("valuesTooFarAhead");
    droppedBuffers = metrics.counter("windowsDroppedByModelChange");
  }

  @Override
  public void processElement(EquipmentBatch batch, Context context, Collector<ModelWindow> out)
      throws IOException {
    List<WatchedModel> models = watchedByEquipment.get(batch.equipment());
    if (models == null || (batch.size() == 0 && batch.gaps().isEmpty())) {
      return;
    }
    EquipmentWindows windows = state.value();
    if (windows == null) {
      windows = new EquipmentWindows(batch.hierarchyScope(), new DeclaredGaps());
    }
    windows.hierarchyScope = batch.hierarchyScope();
    for (DataGap gap : batch.gaps()) {
      windows.gaps.add(gap);
    }
    UnusedRows unused = new UnusedRows(batch);
    for (WatchedModel model : models) {
      ModelBuffer buffer = bufferOf(windows, model);
      long before = buffer.nextWindow;
      addRows(batch, model, buffer, context.timerService().currentWatermark(), unused);
      if (buffer.nextWindow < before) {
        context
            .timerService()
            .registerEventTimeTimer(model.spec.window().closesAt(buffer.nextWindow));
      }
    }
    unused.batch().ifPresent(rows -> context.output(UNUSED_VALUES, rows));
    state.update(windows);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ModelWindow> out)
      throws IOException {
    EquipmentWindows windows = state.value();
    String equipment = context.getCurrentKey();
    if (windows == null || !watchedByEquipment.containsKey(equipment)) {
      return;
    }
    long watermark = context.timerService().currentWatermark();
    var subject = new ModelWindow.Subject(equipment, windows.hierarchyScope);
    long oldest = Long.MAX_VALUE;
    for (WatchedModel model : watchedByEquipment.get(equipment)) {
      ModelBuffer buffer = bufferOf(windows, model);
      while (buffer.nextWindow != ModelBuffer.NO_WINDOW
          && model.spec.window().closesAt(buffer.nextWindow) <= watermark) {
        out.collect(model.complete(buffer, windows.gaps, subject, nowMicros()));
        windowCount.inc();
        buffer.close(model.spec.window());
      }
      if (buffer.nextWindow != ModelBuffer.NO_WINDOW) {
        context
            .timerService()
            .registerEventTimeTimer(model.spec.window().closesAt(buffer.nextWindow));
        oldest =
            Math.min(
                oldest,
                model.spec.window().startOf(buffer.nextWindow) - model.spec.window().maxGapNanos());
      }
    }
    if (oldest != Long.MAX_VALUE) {
      windows.gaps.forgetBefore(oldest);
    }
    state.update(windows);
  }

  private ModelBuffer bufferOf(EquipmentWindows windows, WatchedModel model) {
    ModelBuffer buffer = windows.buffers.get(model.id());
    String layout = model.spec.layout();
    if (buffer == null || !buffer.layout.equals(layout)) {
      if (buffer != null) {
        // the model changed its windows or inputs: what was collected for the old ones is no use
        droppedBuffers.inc();
      }
      buffer = new ModelBuffer(layout, model.spec.input().channels().size());
      windows.buffers.put(model.id(), buffer);
    }
    return buffer;
  }

  private void addRows(
      EquipmentBatch batch,
      WatchedModel model,
      ModelBuffer buffer,
      long watermark,
      UnusedRows unused) {
    int inputs = model.spec.input().channels().size();
    int[] inputByKey = new int[batch.keyCount()];
    ValueSource[] sourceByKey = new ValueSource[batch.keyCount()];
    List<Optional<UnitConversion>> conversionByKey = new ArrayList<>(batch.keyCount());
    boolean any = false;
    for (int key = 0; key < inputByKey.length; key++) {
      PropertyKey property = batch.key(key);
      inputByKey[key] = model.inputOf(property.property());
      conversionByKey.add(Optional.empty());
      if (inputByKey[key] < inputs) {
        String unit = model.spec.input().channels().get(inputByKey[key]).unit();
        conversionByKey.set(key, units.between(property.unit(), unit));
        sourceByKey[key] = new ValueSource(property.address(), batch.origin());
        any = true;
      }
    }
    if (!any) {
      return;
    }
    long firstOpen = buffer.firstOpen(model.spec.window(), watermark);
    for (int row = 0; row < batch.size(); row++) {
      int key = batch.keyIndex(row);
      int input = inputByKey[key];
      if (input < inputs) {
        read(batch, row, conversionByKey.get(key));
        sample.source = sourceByKey[key];
        count(
            buffer.add(model.spec.window(), input, sample, firstOpen, model.mostBlocks),
            row,
            unused);
      }
    }
  }

  private void read(EquipmentBatch batch, int row, Optional<UnitConversion> conversion) {
    double canonical = batch.number(row);
    double number = conversion.isPresent() ? conversion.get().apply(canonical) : canonical;
    sample.time = batch.sourceTime(row);
    sample.sequence = batch.sequence(row);
    sample.value = (float) number;
    Quality quality = batch.quality(row);
    if (quality == Quality.BAD || !Float.isFinite(sample.value)) {
      sample.state = CellState.BAD;
    } else if (conversion.isEmpty()) {
      sample.state = CellState.WRONG_UNIT;
    } else {
      sample.state = quality == Quality.GOOD ? CellState.GOOD : CellState.UNCERTAIN;
    }
  }

  private void count(ModelBuffer.Outcome outcome, int row, UnusedRows unused) {
    switch (outcome) {
      case TAKEN -> {}
      case LATE -> {
        lateValues.inc();
        unused.add(row);
      }
      case REFUSED -> {
        refusedValues.inc();
        unused.add(row);
      }
    }
  }

  private static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}

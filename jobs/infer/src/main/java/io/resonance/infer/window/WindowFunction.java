package io.resonance.infer.window;

import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.InputUnits;
import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.session.Handshake;
import io.resonance.infer.session.TrackSessionsFunction;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchTypeInfo;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.ModelSession;
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
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The operator {@code infer-window}: collects the values of one equipment for every model that
 * watches it and emits a window as soon as the watermark has passed its end. Values that come
 * later, but within the lateness the model allows, change closed windows: these are emitted again
 * with the next watermark. One event-time timer per model is pending at a time, for its next
 * window, and at most one more for corrections, never one per value.
 */
public final class WindowFunction
    extends KeyedProcessFunction<String, EquipmentBatch, ModelWindow> {

  /** Values no window can take any more: late ones, and those too far ahead of the watermark. */
  public static final OutputTag<EquipmentBatch> UNUSED_VALUES =
      new OutputTag<>("infer-unused-values", EquipmentBatchTypeInfo.INSTANCE);

  /** Steps of handshakes, for {@link TrackSessionsFunction}. */
  public static final OutputTag<ModelSession> SESSION_STEPS =
      new OutputTag<>("session-steps", TrackSessionsFunction.OUTPUT_TYPE);

  private static final long serialVersionUID = 1L;

  private final ArrayList<ModelUse> uses;
  private final Duration ahead;
  private final String profileId;

  private transient Map<String, List<Watch>> watchesByEquipment;
  private transient ValueState<EquipmentWindows> state;
  private transient Introductions introductions;
  private transient RowReader reader;
  private transient Counter windowCount;
  private transient Counter correctedWindows;
  private transient Counter lateValues;
  private transient Counter correctingValues;
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
    Profile profile = Profile.load(profileId);
    EngineVersion engine = EngineVersion.present();
    InputUnits units = new InputUnits(profile);
    reader = new RowReader();
    watchesByEquipment = new HashMap<>();
    for (ModelUse use : uses) {
      ModelSpec spec = ModelPackage.load(use).spec();
      WatchedModel model = new WatchedModel(spec, ahead.toNanos(), units);
      Handshake handshake = new Handshake(spec, profile, engine);
      for (String equipment : use.equipment()) {
        watchesByEquipment
            .computeIfAbsent(equipment, key -> new ArrayList<>())
            .add(new Watch(model, handshake));
      }
    }
    state =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("windows", EquipmentWindowsSerializer.INSTANCE));
    introductions =
        new Introductions(
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "handshakes", Types.STRING, TrackSessionsFunction.OUTPUT_TYPE)),
            profileId);
    var metrics = getRuntimeContext().getMetricGroup();
    windowCount = metrics.counter("windows");
    correctedWindows = metrics.counter("windowsCorrected");
    lateValues = metrics.counter("lateValues");
    correctingValues = metrics.counter("lateValuesTaken");
    refusedValues = metrics.counter("valuesTooFarAhead");
    droppedBuffers = metrics.counter("windowsDroppedByModelChange");
  }

  @Override
  public void processElement(EquipmentBatch batch, Context context, Collector<ModelWindow> out)
      throws Exception {
    List<Watch> watches = watchesByEquipment.getOrDefault(batch.equipment(), List.of());
    if (batch.size() > 0) {
      introductions.meet(
          new Introductions.Subject(batch.equipment(), batch.hierarchyScope()),
          watches,
          batch.latestSourceTime(),
          context.timerService(),
          step -> context.output(SESSION_STEPS, step));
    }
    if (watches.isEmpty() || (batch.size() == 0 && batch.gaps().isEmpty())) {
      return;
    }
    EquipmentWindows windows = state.value();
    if (windows == null) {
      windows = EquipmentWindows.of(batch.hierarchyScope());
    }
    windows.hierarchyScope = batch.hierarchyScope();
    long changedFrom = Long.MAX_VALUE;
    for (DataGap gap : batch.gaps()) {
      changedFrom = Math.min(changedFrom, windows.gaps.add(gap));
    }
    changedFrom = Math.min(changedFrom, noteHealth(batch, windows.health));
    UnusedRows unused = new UnusedRows(batch);
    for (Watch watch : watches) {
      take(batch, watch, bufferOf(windows, watch.model), changedFrom, context, unused);
    }
    unused.batch().ifPresent(rows -> context.output(UNUSED_VALUES, rows));
    state.update(windows);
  }

  private void take(
      EquipmentBatch batch,
      Watch watch,
      ModelBuffer buffer,
      long changedFrom,
      Context context,
      UnusedRows unused) {
    WindowSpec spec = watch.model.spec.window();
    var timers = context.timerService();
    buffer.advance(spec, timers.currentWatermark());
    ModelBuffer.Reach reach = buffer.reach(spec, timers.currentWatermark());
    long nextBefore = buffer.nextWindow;
    boolean hadChanges = buffer.hasChanges();
    if (changedFrom != Long.MAX_VALUE) {
      buffer.markFrom(spec, changedFrom, reach);
    }
    InputPlan plan = watch.planFor(batch);
    if (plan.hasInputs()) {
      reader.read(
          batch, plan, watch.model, buffer, reach, (outcome, row) -> count(outcome, row, unused));
    }
    if (buffer.nextWindow < nextBefore) {
      timers.registerEventTimeTimer(spec.closesAt(buffer.nextWindow));
    }
    if (buffer.hasChanges() && !hadChanges) {
      // with the next watermark, so that what comes together corrects a window once
      timers.registerEventTimeTimer(timers.currentWatermark() + 1);
    }
  }

  /** Notes what the device says about itself; answers from which time on windows may differ. */
  private static long noteHealth(EquipmentBatch batch, DeviceHealth health) {
    long changedFrom = Long.MAX_VALUE;
    for (int key = 0; key < batch.keyCount(); key++) {
      if (!batch.key(key).property().equals(DeviceHealth.PROPERTY)) {
        continue;
      }
      for (int row = 0; row < batch.size(); row++) {
        if (batch.keyIndex(row) != key || batch.quality(row) == Quality.BAD) {
          continue;
        }
        Optional<Byte> code = DeviceHealth.code(String.valueOf(batch.object(row)));
        if (code.isPresent() && health.put(batch.sourceTime(row), code.get())) {
          changedFrom = Math.min(changedFrom, batch.sourceTime(row));
        }
      }
    }
    return changedFrom;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ModelWindow> out)
      throws Exception {
    EquipmentWindows windows = state.value();
    String equipment = context.getCurrentKey();
    if (windows == null || !watchesByEquipment.containsKey(equipment)) {
      return;
    }
    long oldest = Long.MAX_VALUE;
    for (Watch watch : watchesByEquipment.get(equipment)) {
      ModelBuffer buffer = bufferOf(windows, watch.model);
      issue(watch, windows, buffer, context, out);
      WindowSpec spec = watch.model.spec.window();
      if (buffer.blockCount() > 0) {
        long first = buffer.block(0).index * spec.blockTicks() * spec.periodNanos();
        oldest = Math.min(oldest, first - spec.maxGapNanos());
      } else if (buffer.nextWindow != ModelBuffer.NO_WINDOW) {
        oldest = Math.min(oldest, spec.startOf(buffer.nextWindow) - spec.maxGapNanos());
      }
    }
    introductions.due(
        watchesByEquipment.get(equipment),
        context.timerService().currentWatermark(),
        step -> context.output(SESSION_STEPS, step));
    if (oldest != Long.MAX_VALUE) {
      windows.gaps.forgetBefore(oldest);
      windows.health.forgetBefore(oldest);
    }
    state.update(windows);
  }

  private void issue(
      Watch watch,
      EquipmentWindows windows,
      ModelBuffer buffer,
      OnTimerContext context,
      Collector<ModelWindow> out)
      throws Exception {
    WatchedModel model = watch.model;
    WindowSpec spec = model.spec.window();
    long watermark = context.timerService().currentWatermark();
    var subject = new ModelWindow.Subject(context.getCurrentKey(), windows.hierarchyScope);
    if (buffer.hasChanges()) {
      for (long window = buffer.changedFrom; window <= buffer.changedTo; window++) {
        model
            .corrected(windows, buffer, window, subject, nowMicros())
            .ifPresent(
                corrected -> {
                  out.collect(watch.admitted(corrected));
                  correctedWindows.inc();
                });
      }
      buffer.settleChanges();
    }
    while (buffer.nextWindow != ModelBuffer.NO_WINDOW
        && spec.closesAt(buffer.nextWindow) <= watermark) {
      ModelWindow window = model.complete(windows, buffer, subject, nowMicros());
      introductions.look(
          watch, window, context.timerService(), step -> context.output(SESSION_STEPS, step));
      out.collect(watch.admitted(window));
      windowCount.inc();
      buffer.close(spec, watermark);
    }
    if (buffer.nextWindow != ModelBuffer.NO_WINDOW) {
      context.timerService().registerEventTimeTimer(spec.closesAt(buffer.nextWindow));
    } else {
      buffer.expire(spec, watermark);
      if (buffer.blockCount() > 0 && buffer.expiresAt(spec) > watermark) {
        context.timerService().registerEventTimeTimer(buffer.expiresAt(spec));
      }
    }
  }

  private ModelBuffer bufferOf(EquipmentWindows windows, WatchedModel model) {
    ModelBuffer buffer = windows.buffers.get(model.id());
    String layout = model.layout;
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

  private void count(ModelBuffer.Outcome outcome, int row, UnusedRows unused) {
    switch (outcome) {
      case TAKEN -> {}
      case CORRECTS -> correctingValues.inc();
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

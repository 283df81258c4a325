package io.resonance.conform.tracking;

import io.resonance.schema.control.ControlAnswers;
import io.resonance.schema.plant.ViolationSettings;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.Violation;
import io.resonance.schema.v1.ViolationState;
import io.resonance.schema.v1.Waiver;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Follows every violation from its opening to its end and lets people acknowledge and waive it; see
 * {@link ViolationLifecycle} and LIFECYCLE.md. Keyed by equipment.
 *
 * <p>First input: what rules report, of {@code conform} and of {@code normalize}. Second: orders
 * about violations. Main output: reports for people and for the MES; {@link TrackingOutputs} has
 * the present states and the answers. All times are those of the values: waivers, floods and the
 * time in which a violation may be re-opened end by watermarks.
 */
public final class TrackViolationsFunction
    extends KeyedCoProcessFunction<String, Violation, ControlCommand, Violation> {

  /** The type of the output: {@code stream.process(...).returns(OUTPUT_TYPE)}. */
  public static final TypeInformation<Violation> OUTPUT_TYPE = new AvroTypeInfo<>(Violation.class);

  /** uid, name and metric group of the operator. */
  public static final String UID = "track-violations";

  /** An open violation of which nothing is heard for so long is forgotten. */
  static final Duration FORGET_AFTER = Duration.ofDays(30);

  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final long serialVersionUID = 1L;

  private final ViolationSettings settings;

  private transient long interval;
  private transient ViolationLifecycle lifecycle;
  private transient CaseStore store;
  private transient ControlAnswers answers;
  private transient Counter heldBack;
  private transient Counter waived;
  private transient Counter notTracked;

  /** Follows violations in the way a plant wants. */
  public TrackViolationsFunction(ViolationSettings settings) {
    this.settings = settings;
  }

  /** Where told violations go: reports and present states. */
  private record Voice(Consumer<Violation> reports, Consumer<Violation> states) {}

  @Override
  public void open(OpenContext context) {
    interval = micros(settings.floodInterval());
    lifecycle = new ViolationLifecycle(micros(settings.reopenWithin()), settings.floodFirst());
    store = new CaseStore(getRuntimeContext());
    answers = new ControlAnswers(UID, Clock.systemUTC());
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    heldBack = metrics.counter("reportsHeldBack");
    waived = metrics.counter("reportsWaived");
    notTracked = metrics.counter("violationsNotTracked");
  }

  @Override
  public void processElement1(Violation violation, Context context, Collector<Violation> out)
      throws Exception {
    Voice voice = voice(out, context::output);
    Report report = Report.of(violation);
    String key = violation.getViolationKey();
    ViolationCase of = store.caseOf(key);
    boolean isNew = of.stage == ViolationCase.Stage.UNKNOWN;
    if (key.isEmpty() || (isNew && !store.hasRoom())) {
      notTracked.inc();
      out.collect(violation);
      return;
    }
    FloodGate gate = store.gateOf(violation.getRuleId());
    if (gate.isOver(report.lastAt(), interval)) {
      endFlood(violation.getRuleId(), gate, voice);
      gate = new FloodGate();
    }
    long before = gate.held;
    Waiver known = store.waivers.get(key);
    Waiver waiver = report.lastAt() < endOf(known) ? known : null;
    Telling telling = lifecycle.report(of, report, endOf(waiver), gate);
    if (gate.held > before) {
      heldBack.inc();
      store.floods.put(violation.getRuleId(), violation);
    } else if (waiver != null && telling.reach() != Telling.Reach.ALL) {
      waived.inc();
    }
    keepGate(violation.getRuleId(), gate, context.timerService());
    if (of.stage != ViolationCase.Stage.UNKNOWN) {
      store.keep(key, of, violation);
      wakeUpToForget(of, context.timerService());
    }
    tell(telling, of, violation, waiver, voice);
  }

  @Override
  public void processElement2(ControlCommand command, Context context, Collector<Violation> out)
      throws Exception {
    Voice voice = voice(out, context::output);
    ControlAnswer answer =
        switch (command.getKind()) {
          case ACKNOWLEDGE -> orders().acknowledge(command, told -> tell(told, voice));
          case WAIVE -> {
            ControlAnswer given =
                orders()
                    .waive(
                        command,
                        context.timerService().currentWatermark(),
                        told -> tell(told, voice));
            wakeUpToEndWaiver(command, context.timerService());
            yield given;
          }
          case END_WAIVER -> orders().endWaiver(command, told -> tell(told, voice));
          case PUSH_RULES,
              WITHDRAW_RULES,
              PUSH_SHADOW_RULES,
              WITHDRAW_SHADOW_RULES,
              SWAP_MODEL,
              RETIRE_MODEL,
              ROLLBACK_MODEL,
              CHALLENGE_MODEL,
              END_CHALLENGE,
              UNKNOWN ->
              answers.refused(
                  command,
                  "An order of the kind %s is not about a violation.".formatted(command.getKind()),
                  "Write orders with `resonance violations` and `resonance rules`.");
        };
    context.output(TrackingOutputs.ANSWERS, answer);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out)
      throws Exception {
    Voice voice = voice(out, context::output);
    long now = timestamp * 1_000L;
    for (Map.Entry<String, Waiver> each : CaseStore.entries(store.waivers)) {
      if (endOf(each.getValue()) <= now) {
        endWaiver(each.getKey(), voice);
      }
    }
    for (Map.Entry<String, FloodGate> each : CaseStore.entries(store.gates)) {
      if (each.getValue().isOver(now, interval)) {
        endFlood(each.getKey(), each.getValue(), voice);
      }
    }
    for (Map.Entry<String, ViolationCase> each : CaseStore.entries(store.cases)) {
      if (lifecycle.isOver(each.getValue(), now, micros(FORGET_AFTER))) {
        forget(each.getKey(), each.getValue(), voice);
      } else {
        wakeUpToForget(each.getValue(), context.timerService());
      }
    }
  }

  private ViolationOrders orders() {
    return new ViolationOrders(store, lifecycle, answers);
  }

  private void endWaiver(String key, Voice voice) throws Exception {
    store.endWaiver(key);
    ViolationCase of = store.caseOf(key);
    Telling telling = lifecycle.endWaiver(of);
    if (of.stage != ViolationCase.Stage.UNKNOWN) {
      Violation record = store.records.get(key);
      store.keep(key, of, record);
      tell(telling, of, record, null, voice);
    }
  }

  private void forget(String key, ViolationCase of, Voice voice) throws Exception {
    Violation forgotten = told(of, store.records.get(key), ViolationState.UNKNOWN, null);
    store.forget(key);
    voice.states().accept(forgotten);
  }

  /** Says how many reports were held back, and where violations stand that came and went. */
  private void endFlood(String rule, FloodGate gate, Voice voice) throws Exception {
    store.gates.remove(rule);
    Violation last = store.floods.get(rule);
    if (gate.held > 0 && last != null) {
      voice.reports().accept(summary(last, gate));
    }
    store.floods.remove(rule);
    for (Map.Entry<String, ViolationCase> each : CaseStore.entries(store.cases)) {
      Violation record = store.records.get(each.getKey());
      if (each.getValue().untold && record.getRuleId().equals(rule)) {
        Telling telling = lifecycle.endOfFlood(each.getValue());
        store.keep(each.getKey(), each.getValue(), record);
        tell(telling, each.getValue(), record, store.waivers.get(each.getKey()), voice);
      }
    }
  }

  private Violation summary(Violation last, FloodGate gate) {
    Violation summary = Violation.newBuilder(last).build();
    summary.setState(ViolationState.REPEATED);
    summary.setViolationId(
        ViolationRecords.id(
            last.getEquipment(),
            last.getRuleId(),
            "flood",
            Math.multiplyExact(gate.start, 1_000L)));
    summary.setViolationKey("");
    summary.setProperty(null);
    summary.setLimits(
        "at most %d reports of a rule and equipment in %s"
            .formatted(settings.floodFirst(), settings.floodInterval()));
    summary.setFirstAt(ViolationRecords.instant(gate.start * 1_000L));
    summary.setOccurrences(gate.passed + gate.held);
    summary.setHeldBack(gate.held);
    return summary;
  }

  private void keepGate(String rule, FloodGate gate, TimerService timers) throws Exception {
    if (gate.start != FloodGate.NONE) {
      store.gates.put(rule, gate);
      timers.registerEventTimeTimer(millisAtLeast(gate.start + interval));
    }
  }

  // rounded up, so that many violations share a timer
  private void wakeUpToForget(ViolationCase of, TimerService timers) {
    long over =
        of.lastAt
            + switch (of.stage) {
              case CLEARED -> micros(settings.reopenWithin());
              case OPEN, UNKNOWN -> micros(FORGET_AFTER);
            };
    long step =
        of.stage == ViolationCase.Stage.CLEARED ? MICROS_PER_MINUTE : 24 * 60 * MICROS_PER_MINUTE;
    timers.registerEventTimeTimer(millisAtLeast((Math.floorDiv(over, step) + 1) * step));
  }

  private void wakeUpToEndWaiver(ControlCommand command, TimerService timers) throws Exception {
    Waiver waiver = store.waivers.get(command.getViolation().getViolationKey());
    if (waiver != null) {
      timers.registerEventTimeTimer(millisAtLeast(endOf(waiver)));
    }
  }

  private void tell(ViolationOrders.Told told, Voice voice) {
    tell(told.telling(), told.of(), told.record(), told.waiver(), voice);
  }

  private static void tell(
      Telling telling, ViolationCase of, Violation record, Waiver waiver, Voice voice) {
    switch (telling.reach()) {
      case NOBODY, STATES_LATER -> {}
      case STATES -> voice.states().accept(told(of, record, telling.state(), waiver));
      case ALL -> {
        Violation told = told(of, record, telling.state(), waiver);
        voice.reports().accept(told);
        if (of.stage != ViolationCase.Stage.UNKNOWN) {
          voice.states().accept(told);
        }
      }
    }
  }

  /** A record of its own: what is kept in state is never handed on. */
  private static Violation told(
      ViolationCase of, Violation record, ViolationState state, Waiver waiver) {
    Violation told = Violation.newBuilder(record).build();
    told.setState(state);
    told.setWaiver(waiver);
    told.setAcknowledgement(of.acknowledgement);
    if (of.stage != ViolationCase.Stage.UNKNOWN) {
      told.setViolationId(of.violationId);
      told.setFirstAt(ViolationRecords.instant(of.firstAt * 1_000L));
      told.setLastAt(ViolationRecords.instant(of.lastAt * 1_000L));
      told.setOccurrences(of.occurrences());
      told.setReopened(of.reopened);
    }
    return told;
  }

  private static Voice voice(
      Collector<Violation> out,
      java.util.function.BiConsumer<OutputTag<Violation>, Violation> side) {
    return new Voice(out::collect, state -> side.accept(TrackingOutputs.STATES, state));
  }

  static long endOf(Waiver waiver) {
    return waiver == null
        ? ViolationLifecycle.NOT_WAIVED
        : ViolationRecords.micros(waiver.getExpiresAt());
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000L;
  }

  private static long millisAtLeast(long micros) {
    return -Math.floorDiv(-micros, 1_000L);
  }
}

package io.resonance.conform;

import io.resonance.conform.packs.PackHistory;
import io.resonance.conform.packs.PackHistorySerializer;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.control.ControlAnswers;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.Violation;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds normalized batches against the rules in force. Keyed by equipment; the second, broadcast
 * input are orders about rule packs.
 *
 * <p>A breach opens a violation, further ones are counted, a sound value clears it; see {@link
 * Lifecycle}. Ids and times come from the data, so that a replay gives the same records. Values of
 * BAD quality count for the share of BAD values and are held against nothing else. The rules about
 * units are reported by {@code normalize}, where the machine's unit is known. The plant's own rules
 * ({@link io.resonance.conform.rules.PlantRules}) are judged beside those of the profile: the packs
 * of the plant file, and those that people push in their place, each for the values measured from
 * its time on ({@link RuleTimeline}). A pack that is wrong is refused and changes nothing.
 *
 * <p>State by equipment: facts by endpoint (ranges), what is remembered of each property ({@link
 * EquipmentWatch}), the same for packs on trial, and a timer of processing time that tells of
 * silence. Broadcast state: the pushed packs.
 */
public final class ConformFunction
    extends KeyedBroadcastProcessFunction<String, EquipmentBatch, ControlCommand, Violation> {

  /** uid, name and metric group of the operator. */
  public static final String UID = "conform";

  /** The type of the output: {@code stream.process(...).returns(ConformFunction.OUTPUT_TYPE)}. */
  public static final TypeInformation<Violation> OUTPUT_TYPE = new AvroTypeInfo<>(Violation.class);

  /** How whole and good the data of each equipment were, once in each interval. */
  public static final OutputTag<DataHealth> HEALTH =
      new OutputTag<>("health", new AvroTypeInfo<>(DataHealth.class));

  /** The broadcast state: what was pushed, by pack. */
  public static final MapStateDescriptor<String, PackHistory> PACKS =
      new MapStateDescriptor<>(
          "rule-packs", StringSerializer.INSTANCE, PackHistorySerializer.instance());

  /** Where packs on trial and the rules in force differ. */
  public static final OutputTag<Violation> DIFFERENCES =
      new OutputTag<>("shadow-differences", OUTPUT_TYPE);

  /** What became of orders; from the first subtask only. */
  public static final OutputTag<ControlAnswer> ANSWERS =
      new OutputTag<>("control-answers", new AvroTypeInfo<>(ControlAnswer.class));

  private static final Logger LOG = LoggerFactory.getLogger(ConformFunction.class);
  private static final long serialVersionUID = 2L;
  private static final long MILLI = 1_000_000L;

  private final ProfileReference reference;

  /** Ids of the plant's equipment; empty where all that ever spoke are of it. */
  private final HashSet<String> ofPlant;

  private transient RulesInForce rules;
  private transient Map<String, RuleSpan> entered;
  private transient Set<String> settled;
  private transient MapState<String, EquipmentBatch> factsByEndpoint;
  private transient ValueState<EquipmentWatch> watchState;
  private transient ValueState<EquipmentWatch> trialState;
  private transient ControlAnswers answers;
  private transient Counter violations;
  private transient Counter rulesNotApplied;
  private transient Counter packsLeftOut;
  private transient Counter shadowAgreed;
  private transient Counter shadowDiffered;
  private transient Set<String> reportedRules;

  /**
   * Checks under a profile.
   *
   * @param reference the plant's profile with its parameters
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   * @throws ProfileException if a rule of the plant is wrong
   */
  public ConformFunction(ProfileReference reference) {
    this(reference, Set.of());
  }

  /**
   * Checks the equipment of a plant under a profile.
   *
   * @param equipment ids; of others that the state knows from before, silence is not told
   */
  public ConformFunction(ProfileReference reference, Set<String> equipment) {
    this.reference = reference;
    this.ofPlant = new HashSet<>(equipment);
    new Conformance(reference, (rule, why) -> {}); // refuses here what would fail in every task
  }

  @Override
  public void open(OpenContext context) {
    rules = new RulesInForce(reference, this::notApplied, this::leftOut);
    answers = new ControlAnswers(UID, Clock.systemUTC());
    reportedRules = new HashSet<>();
    entered = new HashMap<>();
    settled = new HashSet<>();
    factsByEndpoint =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "facts", StringSerializer.INSTANCE, EquipmentBatchSerializer.INSTANCE));
    watchState = watch("watch");
    trialState = watch("shadow-watch");
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    violations = metrics.counter("violations");
    rulesNotApplied = metrics.counter("rulesNotApplied");
    packsLeftOut = metrics.counter("packsLeftOut");
    shadowAgreed = metrics.counter("shadowAgreed");
    shadowDiffered = metrics.counter("shadowDiffered");
  }

  private ValueState<EquipmentWatch> watch(String name) {
    return getRuntimeContext()
        .getState(new ValueStateDescriptor<>(name, EquipmentWatchSerializer.INSTANCE));
  }

  @Override
  public void processElement(
      EquipmentBatch batch, ReadOnlyContext context, Collector<Violation> out) throws Exception {
    RuleTimeline timeline = timeline(context);
    EquipmentWatch watch = watchState.value();
    if (watch == null) {
      watch = new EquipmentWatch();
    }
    Consumer<Violation> counted =
        violation -> {
          violations.inc();
          out.collect(violation);
        };
    if (!batch.facts().isEmpty()) {
      learn(batch, timeline);
    }
    RuleSpan rowless = entered.getOrDefault(batch.equipment(), timeline.at(Long.MIN_VALUE));
    for (RuleTimeline.Part part : timeline.parts(batch, rowless)) {
      check(part, watch, counted, context);
    }
    if (watch.silenceTimer < arrivedAt(context.timerService()) && !watch.hierarchyScope.isEmpty()) {
      lookForSilenceAt(
          timeline.at(Long.MAX_VALUE).conformance.patience(watch), watch, context.timerService());
    }
    watchState.update(watch);
  }

  /** A timer of an equipment has come: tells of its health where it has fallen silent. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Violation> out)
      throws Exception {
    EquipmentWatch watch = watchState.value();
    String equipment = context.getCurrentKey();
    if (watch == null || !(ofPlant.isEmpty() || ofPlant.contains(equipment))) {
      return;
    }
    long next =
        timeline(context)
            .at(Long.MAX_VALUE)
            .conformance
            .lookForSilence(
                equipment,
                watch,
                arrivedAt(context.timerService()),
                health -> context.output(HEALTH, health));
    lookForSilenceAt(next, watch, context.timerService());
    watchState.update(watch);
  }

  private static void lookForSilenceAt(long time, EquipmentWatch watch, TimerService timers) {
    watch.silenceTimer = time;
    timers.registerProcessingTimeTimer(-Math.floorDiv(-time, MILLI));
  }

  private static long arrivedAt(TimerService timers) {
    return timers.currentProcessingTime() * MILLI;
  }

  private void check(
      RuleTimeline.Part part,
      EquipmentWatch watch,
      Consumer<Violation> out,
      ReadOnlyContext context)
      throws Exception {
    Consumer<Violation> differences = difference -> context.output(DIFFERENCES, difference);
    RuleSpan span = part.span();
    EquipmentBatch batch = part.batch();
    RuleSpan newest = entered.getOrDefault(batch.equipment(), span);
    boolean enters = settled.add(batch.equipment()) || span.from > newest.from;
    if (enters) {
      newest = span.from > newest.from ? span : newest;
      entered.put(batch.equipment(), newest);
      newest.conformance.withdraw(batch, watch, out);
    }
    EquipmentPlans plans = plans(span, batch.equipment());
    if (span.shadow.isPresent()) {
      EquipmentWatch kept = trialState.value();
      EquipmentWatch trial = kept == null ? new EquipmentWatch() : kept;
      ShadowCheck shadow =
          new ShadowCheck(span.shadow.get(), batch, watch, trial, this::tally, differences);
      if (enters) {
        shadow.enter();
      }
      span.conformance.check(batch, watch, plans, shadow, out);
      trialState.update(trial);
    } else {
      if (enters) {
        endTrials(newest, batch, differences);
      }
      span.conformance.check(batch, watch, plans, Alongside.NOBODY, out);
    }
    span.conformance.measure(
        batch,
        watch,
        plans,
        arrivedAt(context.timerService()),
        health -> context.output(HEALTH, health));
    if (newest != span) {
      // a late value may have opened what is no longer in force
      newest.conformance.withdraw(batch, watch, out);
    }
  }

  private void endTrials(RuleSpan newest, EquipmentBatch batch, Consumer<Violation> differences)
      throws Exception {
    EquipmentWatch trial = trialState.value();
    if (trial != null && newest.shadow.isEmpty()) {
      ShadowCheck.end(rules.records(), batch, trial, Set.of(), differences);
      trialState.clear();
    }
  }

  private void tally(boolean agreed) {
    (agreed ? shadowAgreed : shadowDiffered).inc();
  }

  @Override
  public void processBroadcastElement(
      ControlCommand command, Context context, Collector<Violation> out) throws Exception {
    BroadcastState<String, PackHistory> state = context.getBroadcastState(PACKS);
    ControlAnswer answer;
    try {
      Map<String, PackHistory> after = rules.order(histories(state), command);
      state.clear();
      state.putAll(after);
      entered.replaceAll((equipment, span) -> rules.timeline().at(span.from));
      settled.clear(); // whatever is open is looked at under the rules that follow
      answer = answers.accepted(command, rules.described(command));
    } catch (ProfileException | IllegalArgumentException refused) {
      answer =
          answers.refused(
              command,
              refused.getMessage(),
              "The rules in force stay as they are. Correct the pack, try it with `resonance rules test`, and push it again.");
    }
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      context.output(ANSWERS, answer);
    }
  }

  private RuleTimeline timeline(ReadOnlyContext context) throws Exception {
    if (!rules.isKnown()) {
      rules.restore(histories(context.getBroadcastState(PACKS)));
    }
    return rules.timeline();
  }

  private static Map<String, PackHistory> histories(
      ReadOnlyBroadcastState<String, PackHistory> state) throws Exception {
    Map<String, PackHistory> histories = new HashMap<>();
    state.immutableEntries().forEach(each -> histories.put(each.getKey(), each.getValue()));
    return histories;
  }

  private void notApplied(PlantRule rule, String why) {
    rulesNotApplied.inc();
    if (reportedRules.add(rule.id())) {
      LOG.warn(
          "The rule {} is not applied to a value: {}. Said once for each rule.", rule.id(), why);
    }
  }

  private void leftOut(String pack, String why) {
    packsLeftOut.inc();
    LOG.error(
        "The pushed pack {} of the restored state is not in force: {}. Correct it and push it again.",
        pack,
        why);
  }

  private EquipmentPlans plans(RuleSpan span, String equipment) throws Exception {
    EquipmentPlans plans = span.plans.get(equipment);
    if (plans == null) {
      plans = span.conformance.plans(equipment);
      for (Map.Entry<String, EquipmentBatch> kept : factsByEndpoint.entries()) {
        plans.learn(kept.getKey(), kept.getValue().facts());
      }
      span.plans.put(equipment, plans);
    }
    return plans;
  }

  private void learn(EquipmentBatch batch, RuleTimeline timeline) throws Exception {
    String endpoint = batch.origin().endpoint();
    EquipmentPlans all = plans(timeline.at(Long.MAX_VALUE), batch.equipment());
    all.learn(endpoint, batch.facts());
    var kept =
        new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
    all.addFactsOf(endpoint, kept);
    factsByEndpoint.put(endpoint, kept.build());
    timeline.forget(batch);
  }
}

package io.resonance.conform;

import io.resonance.conform.rules.PlantRules;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.rules.PlantRule;
import io.resonance.schema.v1.DataHealth;
import io.resonance.schema.v1.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds normalized batches against the rules of the profile. Keyed by equipment.
 *
 * <p>A breach opens a violation, further ones are counted, a sound value clears it; see {@link
 * Lifecycle}. Ids and times come from the data, so that a replay gives the same records. Values of
 * BAD quality count for the share of BAD values and are held against nothing else. The rules about
 * units are reported by {@code normalize}, where the machine's unit is known. The plant's own rules
 * ({@link PlantRules}) are judged beside those of the profile.
 *
 * <p>State by equipment: facts by endpoint (ranges), and what is remembered of each property
 * ({@link EquipmentWatch}).
 */
public final class ConformFunction extends KeyedProcessFunction<String, EquipmentBatch, Violation> {

  /** The type of the output: {@code stream.process(...).returns(ConformFunction.OUTPUT_TYPE)}. */
  public static final TypeInformation<Violation> OUTPUT_TYPE = new AvroTypeInfo<>(Violation.class);

  /** How whole and good the data of each equipment were, once in each interval. */
  public static final OutputTag<DataHealth> HEALTH =
      new OutputTag<>("health", new AvroTypeInfo<>(DataHealth.class));

  private static final Logger LOG = LoggerFactory.getLogger(ConformFunction.class);
  private static final long serialVersionUID = 1L;
  private static final long MILLI = 1_000_000L;

  private final ProfileReference reference;

  private transient Conformance conformance;
  private transient Map<String, EquipmentPlans> plansByEquipment;
  private transient MapState<String, EquipmentBatch> factsByEndpoint;
  private transient ValueState<EquipmentWatch> watchState;
  private transient Counter violations;
  private transient Counter rulesNotApplied;
  private transient Set<String> reportedRules;

  /**
   * Checks under a profile.
   *
   * @param reference the plant's profile with its parameters
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   * @throws io.resonance.schema.profile.ProfileException if a rule of the plant is wrong
   */
  public ConformFunction(ProfileReference reference) {
    this.reference = reference;
    new Conformance(reference, (rule, why) -> {}); // refuses here what would fail in every task
  }

  @Override
  public void open(OpenContext context) {
    conformance = new Conformance(reference, this::notApplied);
    reportedRules = new HashSet<>();
    plansByEquipment = new HashMap<>();
    factsByEndpoint =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "facts", StringSerializer.INSTANCE, EquipmentBatchSerializer.INSTANCE));
    watchState =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("watch", EquipmentWatchSerializer.INSTANCE));
    violations = getRuntimeContext().getMetricGroup().counter("violations");
    rulesNotApplied = getRuntimeContext().getMetricGroup().counter("rulesNotApplied");
  }

  @Override
  public void processElement(EquipmentBatch batch, Context context, Collector<Violation> out)
      throws Exception {
    EquipmentWatch watch = watchState.value();
    if (watch == null) {
      watch = new EquipmentWatch();
    }
    Consumer<Violation> counted =
        violation -> {
          violations.inc();
          out.collect(violation);
        };
    EquipmentPlans plans = plansByEquipment.get(batch.equipment());
    if (plans == null) {
      plans = rememberedPlans(batch.equipment());
      plansByEquipment.put(batch.equipment(), plans);
      conformance.withdraw(batch, watch, counted);
    }
    if (!batch.facts().isEmpty()) {
      learn(batch, plans);
    }
    conformance.check(batch, watch, plans, counted);
    conformance.measure(
        batch,
        watch,
        plans,
        context.timerService().currentProcessingTime() * MILLI,
        health -> context.output(HEALTH, health));
    watchState.update(watch);
  }

  private void notApplied(PlantRule rule, String why) {
    rulesNotApplied.inc();
    if (reportedRules.add(rule.id())) {
      LOG.warn(
          "The rule {} is not applied to a value: {}. Said once for each rule.", rule.id(), why);
    }
  }

  private EquipmentPlans rememberedPlans(String equipment) throws Exception {
    EquipmentPlans plans = conformance.plans(equipment);
    for (Map.Entry<String, EquipmentBatch> kept : factsByEndpoint.entries()) {
      plans.learn(kept.getKey(), kept.getValue().facts());
    }
    return plans;
  }

  private void learn(EquipmentBatch batch, EquipmentPlans plans) throws Exception {
    String endpoint = batch.origin().endpoint();
    plans.learn(endpoint, batch.facts());
    var kept =
        new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
    plans.addFactsOf(endpoint, kept);
    factsByEndpoint.put(endpoint, kept.build());
  }
}

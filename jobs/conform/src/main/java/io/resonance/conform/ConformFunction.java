package io.resonance.conform;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Violation;
import java.util.HashMap;
import java.util.Map;
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

/**
 * Holds normalized batches against the rules of the profile. Keyed by equipment.
 *
 * <p>A breach opens a violation, further ones are counted, a sound value clears it; see {@link
 * Lifecycle}. Ids and times come from the data, so that a replay gives the same records. Values of
 * BAD quality count for the share of BAD values and are held against nothing else. The rules about
 * units are reported by {@code normalize}, where the machine's unit is known.
 *
 * <p>State by equipment: facts by endpoint (ranges), and what is remembered of each property
 * ({@link EquipmentWatch}).
 */
public final class ConformFunction extends KeyedProcessFunction<String, EquipmentBatch, Violation> {

  /** The type of the output: {@code stream.process(...).returns(ConformFunction.OUTPUT_TYPE)}. */
  public static final TypeInformation<Violation> OUTPUT_TYPE = new AvroTypeInfo<>(Violation.class);

  private static final long serialVersionUID = 1L;

  private final ProfileReference reference;

  private transient Profile profile;
  private transient RuleParameters parameters;
  private transient ViolationRecords records;
  private transient RowRules rowRules;
  private transient SilenceCheck silenceCheck;
  private transient GapCheck gapCheck;
  private transient ConnectionCheck connectionCheck;
  private transient DriftCheck driftCheck;
  private transient Map<String, EquipmentPlans> plansByEquipment;
  private transient MapState<String, EquipmentBatch> factsByEndpoint;
  private transient ValueState<EquipmentWatch> watchState;
  private transient Counter violations;

  /**
   * Checks under a profile.
   *
   * @param reference the plant's profile with its parameters
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   */
  public ConformFunction(ProfileReference reference) {
    this.reference = reference;
    Profile.load(reference.id()).parameters(reference.parameters());
  }

  @Override
  public void open(OpenContext context) {
    profile = Profile.load(reference.id());
    parameters = profile.parameters(reference.parameters());
    records = new ViolationRecords(profile);
    rowRules = RowRules.of(profile, parameters);
    silenceCheck = new SilenceCheck(profile, parameters);
    gapCheck = new GapCheck(profile);
    connectionCheck = new ConnectionCheck(profile, parameters);
    driftCheck = new DriftCheck(profile);
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
  }

  @Override
  public void processElement(EquipmentBatch batch, Context context, Collector<Violation> out)
      throws Exception {
    EquipmentWatch watch = watchState.value();
    if (watch == null) {
      watch = new EquipmentWatch();
    }
    EquipmentPlans plans = plansByEquipment.get(batch.equipment());
    if (plans == null) {
      plans = rememberedPlans();
      plansByEquipment.put(batch.equipment(), plans);
    }
    if (!batch.facts().isEmpty()) {
      learn(batch, plans);
    }
    Lifecycle lifecycle =
        new Lifecycle(
            records,
            parameters,
            batch,
            violation -> {
              violations.inc();
              out.collect(violation);
            });
    gapCheck.check(batch, watch, lifecycle);
    connectionCheck.check(batch, watch, lifecycle);
    driftCheck.check(batch, lifecycle);
    checkRows(batch, watch, plans, lifecycle);
    silenceCheck.sweep(batch, watch, lifecycle);
    watchState.update(watch);
  }

  private void checkRows(
      EquipmentBatch batch, EquipmentWatch watch, EquipmentPlans plans, Lifecycle lifecycle) {
    plans.resolve(batch, watch);
    EndpointClock clock = watch.clock(batch.origin().endpoint());
    RowChecks checks = new RowChecks(rowRules, batch, lifecycle);
    for (int row = 0; row < batch.size(); row++) {
      int keyIndex = batch.keyIndex(row);
      PropertyWatch property = watch.properties.get(plans.index(keyIndex));
      silenceCheck.seen(batch, row, property, clock.resumedAt, lifecycle);
      checks.check(row, property, plans.plan(keyIndex));
      clock.now = Math.max(clock.now, batch.sourceTime(row));
    }
  }

  private EquipmentPlans rememberedPlans() throws Exception {
    EquipmentPlans plans = new EquipmentPlans(profile);
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

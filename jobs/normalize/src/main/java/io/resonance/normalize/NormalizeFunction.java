package io.resonance.normalize;

import io.resonance.normalize.situation.Situations;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchSerializer;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns the batches of the routers into batches of the profile: canonical units, texts for
 * enumeration codes, each value once. Keyed by equipment ({@link EquipmentBatch#equipment}).
 *
 * <p>What the machine said stays recoverable: a converted row keeps the machine's number and unit.
 * A unit that is unknown or measures something else leaves the value as it is and is reported on
 * {@link NormalizeOutputs#VIOLATIONS}, once when it begins and once when it ends. No row is ever
 * left out but those that came before; {@code rowsIn = rowsOut + rowsRepeated} holds for the
 * metrics at all times.
 *
 * <p>State by equipment: the facts endpoints announced, by endpoint; how far each property has come
 * ({@link Progress}); what the messages of MTConnect agents only tell changes of: conditions that
 * are active, sets of entries, versions of assets; outages of servers that are not over ({@link
 * Remembered}); and what the machine said lately of what it does and works on ({@link Situations}).
 * Plans resolved from them are a cache in this object.
 */
public final class NormalizeFunction
    extends KeyedProcessFunction<String, EquipmentBatch, EquipmentBatch> {

  private static final long serialVersionUID = 1L;

  private final String profileId;

  /** By equipment, then by property: words for what the machine says. */
  private final HashMap<String, Map<String, Map<String, String>>> words = new HashMap<>();

  private transient Profile profile;
  private transient UnitReports reports;
  private transient Map<String, EquipmentPlans> plansByEquipment;
  private transient MapState<String, EquipmentBatch> factsByEndpoint;
  private transient ValueState<Progress> progressState;
  private transient Remembered remembered;
  private transient Situations situations;
  private transient Counter rowsIn;
  private transient Counter rowsOut;
  private transient Counter rowsRepeated;

  /**
   * Normalizes under a profile.
   *
   * @param reference the plant's profile; its parameters do not matter here
   */
  public NormalizeFunction(ProfileReference reference) {
    this(reference, List.of());
  }

  /**
   * Normalizes under a profile, with what a plant says of its equipment.
   *
   * @param equipment the plant's, with the words their values stand for
   */
  public NormalizeFunction(ProfileReference reference, List<Equipment> equipment) {
    this.profileId = reference.id();
    for (Equipment each : equipment) {
      for (PropertyMapping mapping : each.properties()) {
        if (!mapping.words().isEmpty()) {
          words
              .computeIfAbsent(each.id(), id -> new HashMap<>())
              .put(mapping.property(), mapping.words());
        }
      }
    }
  }

  @Override
  public void open(OpenContext context) {
    profile = Profile.load(profileId);
    reports = new UnitReports(profile);
    plansByEquipment = new HashMap<>();
    factsByEndpoint =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "facts", StringSerializer.INSTANCE, EquipmentBatchSerializer.INSTANCE));
    progressState =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("progress", ProgressSerializer.INSTANCE));
    remembered = Remembered.of(getRuntimeContext());
    var metrics = getRuntimeContext().getMetricGroup();
    situations = new Situations(getRuntimeContext(), profile);
    rowsIn = metrics.counter("rowsIn");
    rowsOut = metrics.counter("rowsOut");
    rowsRepeated = metrics.counter("rowsRepeated");
  }

  @Override
  public void processElement(EquipmentBatch batch, Context context, Collector<EquipmentBatch> out)
      throws Exception {
    Progress progress = progressState.value();
    if (progress == null) {
      progress = new Progress();
    }
    EquipmentPlans plans = plansByEquipment.get(batch.equipment());
    if (plans == null) {
      plans = rememberedPlans(batch.equipment());
      plansByEquipment.put(batch.equipment(), plans);
    }
    if (!batch.facts().isEmpty()) {
      learn(batch, plans);
    }
    BatchNormalizer normalizer =
        new BatchNormalizer(
            batch, progress, plans, reports, violation -> report(context, violation));
    Optional<EquipmentBatch> normalized = normalizer.normalize(profile, remembered);
    rowsIn.inc(batch.size());
    rowsOut.inc(batch.size() - normalizer.repeated());
    rowsRepeated.inc(normalizer.repeated());
    progressState.update(progress);
    if (normalized.isPresent()) {
      situations.join(normalized.get(), normalizer.words(), out);
    }
  }

  private EquipmentPlans rememberedPlans(String equipment) throws Exception {
    EquipmentPlans plans = new EquipmentPlans(profile, words.getOrDefault(equipment, Map.of()));
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

  private static void report(
      KeyedProcessFunction<String, EquipmentBatch, EquipmentBatch>.Context context,
      Violation violation) {
    context.output(NormalizeOutputs.VIOLATIONS, violation);
  }
}

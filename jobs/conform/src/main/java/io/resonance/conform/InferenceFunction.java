package io.resonance.conform;

import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Violation;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds results of models against the rules of the profile. Keyed by equipment. Results are made
 * behind {@link ConformFunction}, so that they have an operator of their own; the violations are of
 * the same kind, about the model instead of an endpoint. Ids and times come from the results.
 */
public final class InferenceFunction extends KeyedProcessFunction<String, Inference, Violation> {

  private static final long serialVersionUID = 1L;

  private final ProfileReference reference;

  private transient InferenceCheck check;
  private transient ViolationRecords records;
  private transient RuleParameters parameters;
  private transient ValueState<EquipmentWatch> watchState;
  private transient Counter violations;

  /**
   * Checks under a profile.
   *
   * @param reference the plant's profile with its parameters
   * @throws IllegalArgumentException if a parameter does not fit a rule of the profile
   */
  public InferenceFunction(ProfileReference reference) {
    this.reference = reference;
    Profile.load(reference.id()).parameters(reference.parameters()); // refused before the job is
  }

  @Override
  public void open(OpenContext context) {
    Profile profile = Profile.load(reference.id());
    parameters = profile.parameters(reference.parameters());
    records = new ViolationRecords(profile);
    check = new InferenceCheck(profile, parameters);
    watchState =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("watch", EquipmentWatchSerializer.INSTANCE));
    violations = getRuntimeContext().getMetricGroup().counter("violations");
  }

  @Override
  public void processElement(Inference inference, Context context, Collector<Violation> out)
      throws Exception {
    EquipmentWatch watch = watchState.value();
    if (watch == null) {
      watch = new EquipmentWatch();
    }
    Lifecycle lifecycle =
        new Lifecycle(
            records,
            parameters,
            InferenceCheck.subject(inference),
            violation -> {
              violations.inc();
              out.collect(violation);
            });
    check.check(inference, watch, lifecycle);
    watchState.update(watch);
  }
}

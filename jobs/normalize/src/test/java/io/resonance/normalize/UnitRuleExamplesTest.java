package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.rules.RuleExample;
import io.resonance.schema.v1.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the examples of the rules that normalize reports; conform's tests run all others. */
class UnitRuleExamplesTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  @ParameterizedTest
  @EnumSource(
      value = Rule.Check.class,
      names = {"UNIT_UNKNOWN", "UNIT_DIMENSION"})
  void passesWhatIsSoundAndFindsWhatIsNot(Rule.Check check) throws Exception {
    Rule rule = PROFILE.rule(check).orElseThrow();
    RuleExample example = RuleExample.of(PROFILE, rule);
    assertThat(broken(example.passes())).isEmpty();
    assertThat(broken(example.fails())).contains(rule.id());
  }

  private static List<String> broken(RuleExample.Case given) throws Exception {
    List<String> ids = new ArrayList<>();
    var harness = NormalizeFunctionTest.harness();
    try {
      harness.open();
      for (EquipmentBatch batch : given.batches()) {
        harness.processElement(new StreamRecord<>(batch));
      }
      var violations = harness.getSideOutput(NormalizeOutputs.VIOLATIONS);
      if (violations != null) {
        for (StreamRecord<Violation> violation : violations) {
          ids.add(violation.getValue().getRuleId());
        }
      }
    } finally {
      harness.close();
    }
    return ids;
  }
}

package io.resonance.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.RuleExample;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the example of each rule of the profile, as it lies beside the rules. */
class RuleExamplesTest {

  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  /** Reported by normalize, where the machine's own unit is known; its tests run their examples. */
  private static final Set<Rule.Check> OF_NORMALIZE =
      Set.of(Rule.Check.UNIT_UNKNOWN, Rule.Check.UNIT_DIMENSION);

  @Test
  void theProfileHasFortyRulesAndMore() {
    assertThat(PROFILE.rules()).hasSizeGreaterThanOrEqualTo(40);
    for (Rule rule : PROFILE.rules()) {
      assertThat(RuleExample.of(PROFILE, rule).ruleId()).isEqualTo(rule.id());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void passesWhatIsSound(String id) {
    RuleExample example = example(id);
    assertThat(broken(example, example.passes())).doesNotContain(id);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void findsWhatIsNot(String id) {
    RuleExample example = example(id);
    assertThat(broken(example, example.fails())).contains(id);
  }

  static Stream<String> rules() {
    return PROFILE.rules().stream()
        .filter(rule -> !OF_NORMALIZE.contains(rule.check()))
        .map(Rule::id);
  }

  private static RuleExample example(String id) {
    Rule rule =
        PROFILE.rules().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    return RuleExample.of(PROFILE, rule);
  }

  private static Set<String> broken(RuleExample example, RuleExample.Case given) {
    List<Violation> violations = new ArrayList<>();
    ProfileReference reference = new ProfileReference(PROFILE.id(), example.parameters());
    RuleTrial trial = new RuleTrial(reference, (rule, why) -> {}, violations::add);
    given.batches().forEach(trial::feed);
    InferenceCheck check = new InferenceCheck(PROFILE, PROFILE.parameters(example.parameters()));
    EquipmentWatch watch = new EquipmentWatch();
    for (Inference inference : given.inferences()) {
      check.check(
          inference,
          watch,
          new Lifecycle(
              new ViolationRecords(PROFILE),
              PROFILE.parameters(example.parameters()),
              InferenceCheck.subject(inference),
              violations::add));
    }
    assertThat(violations)
        .allSatisfy(
            violation -> {
              assertThat(violation.getProfileHash()).isEqualTo(PROFILE.hash());
              assertThat(violation.getLimits()).isNotBlank();
              assertThat(violation.getEvidence()).isNotEmpty();
            });
    Set<String> ids = new TreeSet<>();
    violations.forEach(violation -> ids.add(violation.getRuleId()));
    return ids;
  }

  /** What else a sound example breaks tells of rules that get in each other's way. */
  @Test
  void soundExamplesBreakNoOtherRuleEither() {
    var others = new LinkedHashMap<String, Set<String>>();
    rules()
        .forEach(
            id -> {
              RuleExample example = example(id);
              Set<String> broken = broken(example, example.passes());
              if (!broken.isEmpty()) {
                others.put(id, broken);
              }
            });
    assertThat(others).containsOnlyKeys("range-instrument");
  }
}

package io.resonance.schema.rules;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.v1.Inference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a rule of the profile lets pass and what it does not, as data that lies beside the rules:
 * {@code examples/<rule id>.yaml}. Every rule has one; the engine's tests run all of them.
 *
 * @param ruleId the rule
 * @param parameters of rules, where other ones than the defaults make the example short; by rule id
 * @param passes breaks the rule nowhere
 * @param fails breaks the rule at least once
 */
public record RuleExample(
    String ruleId, Map<String, Map<String, String>> parameters, Case passes, Case fails) {

  /** What comes, in its order. */
  public record Case(List<EquipmentBatch> batches, List<Inference> inferences) {

    public Case {
      batches = List.copyOf(batches);
      inferences = List.copyOf(inferences);
    }

    /** Whether nothing comes. */
    public boolean isEmpty() {
      return batches.isEmpty() && inferences.isEmpty();
    }
  }

  public RuleExample {
    parameters = Map.copyOf(parameters);
  }

  /**
   * The example of a rule of the profile.
   *
   * @throws ProfileException if there is none, or naming file, line and what is wrong with it
   */
  public static RuleExample of(Profile profile, Rule rule) {
    String file = "examples/" + rule.id() + ".yaml";
    String path = "/profile/" + profile.id() + "/" + file;
    try (InputStream in = RuleExample.class.getResourceAsStream(path)) {
      if (in == null) {
        throw ProfileException.of(
            "The rule `%s` of the profile has no example; write %s.".formatted(rule.id(), file));
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new RuleExampleReader(profile).read(YamlEntry.parse(file, text), rule);
    } catch (IOException e) {
      throw ProfileException.of("%s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }
}

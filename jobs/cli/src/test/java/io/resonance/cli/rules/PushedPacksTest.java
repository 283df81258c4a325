package io.resonance.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.plant.ProfileReference;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlAnswer;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.ControlOutcome;
import io.resonance.schema.v1.RulesOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushedPacksTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  private final Map<String, ControlCommand> orders = new LinkedHashMap<>();
  private final Map<String, ControlAnswer> answers = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void aPushedPackTakesThePlaceOfThePlantFilesAndAnotherIsBesideIt() {
    order("rules/line-1", ControlKind.PUSH_RULES, pack("line-1", "2"), NOON);
    order("rules/line-2", ControlKind.PUSH_RULES, pack("line-2", "1"), NOON);
    order("shadow/line-3", ControlKind.PUSH_SHADOW_RULES, pack("line-3", "1"), NOON);
    PushedPacks packs = at(NOON);
    assertThat(packs.active()).containsExactly(pack("line-1", "2"), pack("line-2", "1"));
    assertThat(packs.shadows()).containsExactly(pack("line-3", "1"));
    assertThat(told).isEmpty();
  }

  @Test
  void aPackWhoseTimeHasNotComeIsSaidAndDoesNotCount() {
    order("rules/line-1", ControlKind.PUSH_RULES, pack("line-1", "2"), NOON.plusSeconds(60));
    assertThat(at(NOON).active()).containsExactly(pack("line-1", "1"));
    assertThat(told)
        .containsExactly(
            "rules/line-1 by li.wei is for values measured at 2026-11-22T12:01:00Z or later.");
    assertThat(at(NOON.plusSeconds(60)).active()).containsExactly(pack("line-1", "2"));
  }

  @Test
  void anOrderThatTheJobRefusedOrDidNotAnswerDoesNotCount() {
    order("rules/line-1", ControlKind.PUSH_RULES, pack("line-1", "2"), NOON);
    answers.get("rules/line-1").setOutcome(ControlOutcome.REFUSED);
    order("rules/line-2", ControlKind.PUSH_RULES, pack("line-2", "1"), NOON);
    answers.get("rules/line-2").setCommandId("of an order before");
    assertThat(at(NOON).active()).containsExactly(pack("line-1", "1"));
    assertThat(told.get(0)).startsWith("The last order about rules/line-1, by li.wei, was refused");
    assertThat(told.get(1)).startsWith("rules/line-2 by li.wei has no answer of the job");
  }

  @Test
  void aWithdrawnPackLeavesThePlantFilesInForce() {
    order("rules/line-1", ControlKind.WITHDRAW_RULES, null, NOON);
    assertThat(at(NOON).active()).containsExactly(pack("line-1", "1"));
    assertThat(told).isEmpty();
  }

  private PushedPacks at(Instant time) {
    return PushedPacks.at(
        time,
        PROFILE,
        new ProfileReference(PROFILE.id(), Map.of(), List.of(pack("line-1", "1"))),
        orders,
        answers,
        told::add);
  }

  private void order(String key, ControlKind kind, RulePackText text, Instant from) {
    String pack = key.substring(key.indexOf('/') + 1);
    String yaml = text == null ? null : text.text();
    orders.put(
        key,
        ControlCommand.newBuilder()
            .setCommandId(key)
            .setKind(kind)
            .setIssuedBy("li.wei")
            .setIssuedAt(NOON)
            .setRules(new RulesOrder(pack, yaml, text == null ? null : text.file(), from))
            .build());
    answers.put(
        key,
        ControlAnswer.newBuilder()
            .setCommandId(key)
            .setKind(kind)
            .setAbout(key)
            .setOutcome(ControlOutcome.ACCEPTED)
            .setDetail("")
            .setNextStep("")
            .setIssuedBy("li.wei")
            .setAnsweredBy("conform")
            .setAnsweredAt(NOON)
            .build());
  }

  private static RulePackText pack(String id, String version) {
    return new RulePackText(
        id + ".yaml",
        """
        pack: {id: %1$s, version: "%2$s"}
        rules:
          - id: %1$s-fast
            version: "1"
            severity: WARNING
            property: [spindle-speed]
            limits: {high: 100, unit: "{rev}/min"}
            en: {title: Fast, explanation: It turns fast., fix: Slow down.}
            zh: {title: 过快, explanation: 转速过快。, fix: 请减速。}
        """
            .formatted(id, version));
  }
}

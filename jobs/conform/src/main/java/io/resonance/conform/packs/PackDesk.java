package io.resonance.conform.packs;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.ProfileException;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.rules.RulePack;
import io.resonance.schema.rules.RulePackText;
import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.RulesOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Which packs are in force when: those of the plant file, and those that were pushed in their place
 * or beside them. Pure; the broadcast state of {@code conform} holds its histories.
 */
public final class PackDesk {

  /** A job with more pushed packs refuses the next. */
  static final int MOST_PACKS = 32;

  /**
   * Times at which rules changed are kept this many; values from before are judged by the first.
   */
  static final int MOST_PERIODS = 4;

  private static final String RULES = "rules/";
  private static final String SHADOW = "shadow/";

  private final Profile profile;
  private final Map<String, RulePackText> ofPlantFile = new LinkedHashMap<>();

  /**
   * A time in which the same packs are in force.
   *
   * @param from ns since the Unix epoch; {@link Long#MIN_VALUE} for the first
   * @param active packs in force
   * @param shadows packs on trial
   */
  public record Period(long from, List<RulePackText> active, List<RulePackText> shadows) {}

  /**
   * @throws ProfileException if a pack of the plant file is wrong
   */
  public PackDesk(Profile profile, List<RulePackText> ofPlantFile) {
    this.profile = profile;
    for (RulePackText pack : ofPlantFile) {
      this.ofPlantFile.put(id(RulePack.read(pack, profile), this.ofPlantFile), pack);
    }
  }

  // two files of one plant may carry the same id; only the first can be replaced by a push
  private static String id(RulePack pack, Map<String, RulePackText> taken) {
    String id = pack.id();
    while (taken.containsKey(id)) {
      id += "'";
    }
    return id;
  }

  /** The key under which the history of an order's pack is kept. */
  public static String keyOf(ControlCommand command) {
    boolean shadow =
        command.getKind() == ControlKind.PUSH_SHADOW_RULES
            || command.getKind() == ControlKind.WITHDRAW_SHADOW_RULES;
    return (shadow ? SHADOW : RULES) + command.getRules().getPack();
  }

  /**
   * The histories after an order; those before are left as they are.
   *
   * @throws ProfileException saying why the order is refused
   */
  public Map<String, PackHistory> after(
      Map<String, PackHistory> histories, ControlCommand command) {
    RulesOrder order = command.getRules();
    String key = keyOf(command);
    PackHistory history = histories.getOrDefault(key, PackHistory.none());
    long from = ViolationRecords.micros(order.getEffectiveFrom()) * 1_000L;
    Optional<RulePackText> text = Optional.empty();
    switch (command.getKind()) {
      case PUSH_RULES, PUSH_SHADOW_RULES -> text = Optional.of(admitted(order));
      case WITHDRAW_RULES, WITHDRAW_SHADOW_RULES -> {
        if (history.isWithdrawn()) {
          throw ProfileException.of(
              "No pack `%s` has been pushed, so none can be withdrawn; pushed are %s."
                  .formatted(order.getPack(), pushed(histories)));
        }
      }
      case ACKNOWLEDGE,
          WAIVE,
          END_WAIVER,
          SWAP_MODEL,
          RETIRE_MODEL,
          ROLLBACK_MODEL,
          CHALLENGE_MODEL,
          END_CHALLENGE,
          UNKNOWN ->
          throw new IllegalArgumentException(command.getKind() + " is not about rules");
    }
    Map<String, PackHistory> after = new HashMap<>(histories);
    if (history.revisions().isEmpty() && after.size() >= MOST_PACKS) {
      after.values().removeIf(PackHistory::isWithdrawn);
    }
    if (history.revisions().isEmpty() && after.size() >= MOST_PACKS) {
      throw ProfileException.of(
          "%d packs have been pushed already: %s. Withdraw some, or put rules into the plant file."
              .formatted(MOST_PACKS, pushed(histories)));
    }
    after.put(key, history.with(new PackRevision(from, text, command.getIssuedBy())));
    return after;
  }

  /** What an accepted order has changed, in a sentence for people. */
  public String described(ControlCommand command) {
    RulesOrder order = command.getRules();
    String when = "values measured at %s or later".formatted(order.getEffectiveFrom());
    return switch (command.getKind()) {
      case PUSH_RULES -> {
        RulePack pack = RulePack.read(admitted(order), profile);
        yield "The pack %s %s (%d rules) judges %s%s."
            .formatted(
                pack.id(),
                pack.version(),
                pack.rules().size(),
                when,
                ofPlantFile.containsKey(pack.id()) ? ", in place of the plant file's" : "");
      }
      case PUSH_SHADOW_RULES ->
          "The pack %s is on trial for %s; differences go to the topic violations-shadow."
              .formatted(order.getPack(), when);
      case WITHDRAW_RULES ->
          "The pack %s is withdrawn for %s%s."
              .formatted(
                  order.getPack(),
                  when,
                  ofPlantFile.containsKey(order.getPack())
                      ? "; the plant file's is in force again"
                      : "");
      case WITHDRAW_SHADOW_RULES ->
          "The trial of the pack %s ends for %s.".formatted(order.getPack(), when);
      case ACKNOWLEDGE,
          WAIVE,
          END_WAIVER,
          SWAP_MODEL,
          RETIRE_MODEL,
          ROLLBACK_MODEL,
          CHALLENGE_MODEL,
          END_CHALLENGE,
          UNKNOWN ->
          throw new IllegalArgumentException(command.getKind() + " is not about rules");
    };
  }

  private RulePackText admitted(RulesOrder order) {
    String file = order.getFile() == null ? order.getPack() : order.getFile();
    RulePackText text = new RulePackText(file, order.getText());
    RulePack pack = PackAdmission.admit(profile, text);
    if (!pack.id().equals(order.getPack())) {
      throw ProfileException.of(
          "%s: the order is about the pack `%s`, and pack.id is `%s`."
              .formatted(file, order.getPack(), pack.id()));
    }
    return text;
  }

  private static List<String> pushed(Map<String, PackHistory> histories) {
    return histories.entrySet().stream()
        .filter(entry -> !entry.getValue().isWithdrawn())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * Takes out what this release cannot read, which can only be after a restore.
   *
   * @param leftOut is told each pack and why
   */
  public Map<String, PackHistory> readable(
      Map<String, PackHistory> histories, BiConsumer<String, String> leftOut) {
    Map<String, PackHistory> readable = new HashMap<>();
    histories.forEach(
        (key, history) -> {
          List<PackRevision> kept = new ArrayList<>();
          for (PackRevision revision : history.revisions()) {
            try {
              revision.text().ifPresent(text -> PackAdmission.admit(profile, text));
              kept.add(revision);
            } catch (ProfileException refused) {
              leftOut.accept(key, refused.getMessage());
            }
          }
          readable.put(key, new PackHistory(kept));
        });
    return readable;
  }

  /** The periods that histories make, in the order of time; at least one. */
  public List<Period> periods(Map<String, PackHistory> histories) {
    TreeSet<Long> times = new TreeSet<>();
    times.add(Long.MIN_VALUE);
    histories
        .values()
        .forEach(
            history ->
                history.revisions().forEach(revision -> times.add(revision.effectiveFrom())));
    while (times.size() > MOST_PERIODS) {
      times.pollFirst();
    }
    List<Period> periods = new ArrayList<>();
    for (long from : times) {
      periods.add(
          new Period(
              periods.isEmpty() ? Long.MIN_VALUE : from,
              active(histories, from),
              shadows(histories, from)));
    }
    return periods;
  }

  private List<RulePackText> active(Map<String, PackHistory> histories, long at) {
    Map<String, RulePackText> active = new LinkedHashMap<>(ofPlantFile);
    for (Map.Entry<String, PackHistory> each : sorted(histories, RULES)) {
      each.getValue()
          .at(at)
          .flatMap(PackRevision::text)
          .ifPresent(text -> active.put(each.getKey().substring(RULES.length()), text));
    }
    return List.copyOf(active.values());
  }

  private static List<RulePackText> shadows(Map<String, PackHistory> histories, long at) {
    return sorted(histories, SHADOW).stream()
        .flatMap(each -> each.getValue().at(at).flatMap(PackRevision::text).stream())
        .toList();
  }

  private static List<Map.Entry<String, PackHistory>> sorted(
      Map<String, PackHistory> histories, String kind) {
    return histories.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind))
        .sorted(Map.Entry.comparingByKey())
        .toList();
  }
}

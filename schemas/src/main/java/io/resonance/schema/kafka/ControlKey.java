package io.resonance.schema.kafka;

import io.resonance.schema.v1.ControlCommand;
import io.resonance.schema.v1.ControlKind;
import io.resonance.schema.v1.ModelOrder;
import io.resonance.schema.v1.RulesOrder;
import io.resonance.schema.v1.ViolationOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * Keys of the control topic, one for each thing an order can be about, so that compaction keeps the
 * last word on it: {@code rules/<pack>}, {@code shadow/<pack>}, {@code
 * acknowledgement/<equipment>/<violation key>}, {@code waiver/<equipment>/<violation key>}, {@code
 * models/<model>/<equipment>}, {@code challengers/<model>/<equipment>}.
 */
public final class ControlKey {

  private static final String RULES = "rules";
  private static final String SHADOW = "shadow";
  private static final String ACKNOWLEDGEMENT = "acknowledgement";
  private static final String WAIVER = "waiver";
  private static final String MODELS = "models";
  private static final String CHALLENGERS = "challengers";
  private static final String REMOVED = "whoever removed the record";

  private ControlKey() {}

  /** The key of an order. */
  public static String of(ControlCommand command) {
    return switch (command.getKind()) {
      case PUSH_RULES, WITHDRAW_RULES -> RULES + "/" + command.getRules().getPack();
      case PUSH_SHADOW_RULES, WITHDRAW_SHADOW_RULES -> SHADOW + "/" + command.getRules().getPack();
      case ACKNOWLEDGE -> about(ACKNOWLEDGEMENT, command.getViolation());
      case WAIVE, END_WAIVER -> about(WAIVER, command.getViolation());
      case SWAP_MODEL, RETIRE_MODEL, ROLLBACK_MODEL -> about(MODELS, command.getModel());
      case CHALLENGE_MODEL, END_CHALLENGE -> about(CHALLENGERS, command.getModel());
      case UNKNOWN -> "unknown";
    };
  }

  private static String about(String what, ViolationOrder order) {
    return what + "/" + order.getEquipment() + "/" + order.getViolationKey();
  }

  private static String about(String what, ModelOrder order) {
    return what + "/" + order.getModel() + "/" + order.getEquipment();
  }

  /**
   * What the removal of a key means, so that a running job ends where one does that starts without
   * the key: a pack is withdrawn, a waiver ended, the model of the plant file in force again, a
   * challenge ended. Empty for other keys.
   *
   * @param commandId id for the order
   * @param at when the key was removed
   */
  public static Optional<ControlCommand> removal(String key, String commandId, Instant at) {
    String[] parts = key.split("/", -1);
    if (parts.length == 2 && parts[0].equals(RULES)) {
      return Optional.of(rules(ControlKind.WITHDRAW_RULES, parts[1], commandId, at));
    }
    if (parts.length == 2 && parts[0].equals(SHADOW)) {
      return Optional.of(rules(ControlKind.WITHDRAW_SHADOW_RULES, parts[1], commandId, at));
    }
    if (parts.length == 3 && parts[0].equals(WAIVER)) {
      return Optional.of(
          new ControlCommand(
              commandId,
              ControlKind.END_WAIVER,
              REMOVED,
              at,
              null,
              new ViolationOrder(parts[1], parts[2], null, null, null),
              null));
    }
    if (parts.length == 3 && parts[0].equals(MODELS)) {
      return Optional.of(model(ControlKind.ROLLBACK_MODEL, parts, commandId, at));
    }
    if (parts.length == 3 && parts[0].equals(CHALLENGERS)) {
      return Optional.of(model(ControlKind.END_CHALLENGE, parts, commandId, at));
    }
    return Optional.empty();
  }

  private static ControlCommand rules(ControlKind kind, String pack, String commandId, Instant at) {
    return new ControlCommand(
        commandId, kind, REMOVED, at, new RulesOrder(pack, null, null, at), null, null);
  }

  private static ControlCommand model(
      ControlKind kind, String[] parts, String commandId, Instant at) {
    ModelOrder order = new ModelOrder(parts[1], parts[2], null, null, at, null, null);
    return new ControlCommand(commandId, kind, REMOVED, at, null, null, order);
  }
}

package io.resonance.schema.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.state.StateTable.Decision;
import io.resonance.schema.profile.state.StateTable.Row;
import io.resonance.schema.v1.MachineryMode;
import io.resonance.schema.v1.MachineryState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole table of states, held against what is said here in other words. */
class StateTableTest {

  private static final String SILENT = "";
  private static final StateTable TABLE = Profile.load("mdr-profile-0.1").states();
  private static final Profile PROFILE = Profile.load("mdr-profile-0.1");

  @Test
  void everyRowSaysWhatItSaysWhenItsOwnWordsAloneAreSaid() {
    for (Row<StateTable.StateWord> row : TABLE.states()) {
      for (Map<String, List<String>> words : each(row.when())) {
        Decision decision = decide(words);
        assertThat(decision.stateRow()).as("%s", words).isEqualTo(row.id());
        assertThat(decision.state()).isEqualTo(row.says().state());
        assertThat(decision.detail()).isEqualTo(row.says().detail());
      }
    }
    for (Row<MachineryMode> row : TABLE.modes()) {
      for (Map<String, List<String>> words : each(row.when())) {
        assertThat(decide(words).modeRow()).as("%s", words).isEqualTo(row.id());
        assertThat(decide(words).mode()).isEqualTo(row.says());
      }
    }
  }

  /** Availability, EmergencyStop, Execution, ControllerMode and FunctionalMode in all ways. */
  @Test
  void mtConnectWordsInAllCombinations() {
    int combinations = 0;
    for (String availability : orSilent("availability")) {
      for (String stop : orSilent("emergency-stop")) {
        for (String execution : orSilent("execution")) {
          for (String mode : orSilent("controller-mode")) {
            for (String function : orSilent("functional-mode")) {
              Map<String, List<String>> words = new HashMap<>();
              say("availability", availability, words);
              say("emergency-stop", stop, words);
              say("execution", execution, words);
              say("controller-mode", mode, words);
              say("functional-mode", function, words);
              Decision decision = decide(words);
              assertThat(decision.state())
                  .as("%s", words)
                  .isEqualTo(mtConnectState(availability, stop, execution, mode));
              assertThat(decision.mode())
                  .as("%s", words)
                  .isEqualTo(mtConnectMode(availability, mode, function));
              combinations++;
            }
          }
        }
      }
    }
    assertThat(combinations).isEqualTo(3 * 3 * 11 * 7 * 6);
  }

  private static MachineryState mtConnectState(
      String availability, String stop, String execution, String mode) {
    if (stop.equals("TRIGGERED")) {
      return MachineryState.OUT_OF_SERVICE;
    }
    if (availability.equals("UNAVAILABLE")) {
      return MachineryState.UNKNOWN;
    }
    if (mode.equals("FEED_HOLD")) {
      return MachineryState.NOT_EXECUTING;
    }
    return switch (execution) {
      case "ACTIVE", "WAIT" -> MachineryState.EXECUTING;
      case SILENT -> MachineryState.UNKNOWN;
      default -> MachineryState.NOT_EXECUTING;
    };
  }

  private static MachineryMode mtConnectMode(String availability, String mode, String function) {
    if (availability.equals("UNAVAILABLE")) {
      return MachineryMode.UNKNOWN;
    }
    return switch (function) {
      case "PRODUCTION" -> MachineryMode.PROCESSING;
      case "MAINTENANCE" -> MachineryMode.MAINTENANCE;
      case SILENT ->
          switch (mode) {
            case "AUTOMATIC" -> MachineryMode.PROCESSING;
            case SILENT, "FEED_HOLD" -> MachineryMode.UNKNOWN;
            default -> MachineryMode.SETUP;
          };
      default -> MachineryMode.SETUP;
    };
  }

  /** OPC 40001-1, 12.2 and 13.2; OPC 40501-1, 12.1 and 12.5. */
  @Test
  void statesOfMachineryItemsAndMachineToolsInAllCombinations() {
    for (String item : orSilent("machinery-item-state")) {
      for (String channel : orSilent("channel-state")) {
        for (String mode : orSilent("operation-mode")) {
          for (String tool : orSilent("machine-tool-operation-mode")) {
            Map<String, List<String>> words = new HashMap<>();
            say("machinery-item-state", item, words);
            say("channel-state", channel, words);
            say("operation-mode", mode, words);
            say("machine-tool-operation-mode", tool, words);
            Decision decision = decide(words);
            assertThat(decision.state()).as("%s", words).isEqualTo(opcUaState(item, channel));
            assertThat(decision.mode()).as("%s", words).isEqualTo(opcUaMode(mode, tool));
          }
        }
      }
    }
  }

  private static MachineryState opcUaState(String item, String channel) {
    return switch (item) {
      case "NotAvailable" -> MachineryState.NOT_AVAILABLE;
      case "OutOfService" -> MachineryState.OUT_OF_SERVICE;
      case "NotExecuting" -> MachineryState.NOT_EXECUTING;
      case "Executing" -> MachineryState.EXECUTING;
      default ->
          switch (channel) {
            case "Active" -> MachineryState.EXECUTING;
            case SILENT -> MachineryState.UNKNOWN;
            default -> MachineryState.NOT_EXECUTING;
          };
    };
  }

  private static MachineryMode opcUaMode(String mode, String tool) {
    return switch (mode) {
      case SILENT ->
          switch (tool) {
            case SILENT -> MachineryMode.UNKNOWN;
            case "Automatic", "AutoWithManualIntervention" -> MachineryMode.PROCESSING;
            case "Service" -> MachineryMode.MAINTENANCE;
            case "Other" -> MachineryMode.NONE;
            default -> MachineryMode.SETUP;
          };
      default -> MachineryMode.valueOf(mode.toUpperCase(java.util.Locale.ROOT));
    };
  }

  /** OPC 30050: acting states execute, waiting and final ones do not, faults are out of service. */
  @Test
  void everyStateOfPackMl() {
    for (String word : orSilent("packml-state")) {
      MachineryState expected =
          switch (word) {
            case SILENT -> MachineryState.UNKNOWN;
            case "Aborting", "Aborted", "Clearing" -> MachineryState.OUT_OF_SERVICE;
            case "Idle", "Held", "Suspended", "Complete", "Stopped", "Stopping", "Resetting" ->
                MachineryState.NOT_EXECUTING;
            default -> MachineryState.EXECUTING;
          };
      Map<String, List<String>> words = new HashMap<>();
      say("packml-state", word, words);
      assertThat(decide(words).state()).as(word).isEqualTo(expected);
    }
  }

  @Test
  void ofTwoPathsOneThatIsActiveIsEnough() {
    assertThat(decide(Map.of("execution", List.of("READY", "ACTIVE"))).state())
        .isEqualTo(MachineryState.EXECUTING);
  }

  @Test
  void whatAComponentSaysOfItselfSaysNothingOfTheMachine() {
    assertThat(TABLE.looksAt("device-health")).isTrue();
    assertThat(TABLE.looksAt("device-health[Sensor 3]")).isFalse();
    assertThat(TABLE.looksAt("execution[path2]")).isTrue();
    assertThat(TABLE.looksAt("spindle-speed")).isFalse();
    assertThat(TABLE.looksAt("x:execution")).isFalse();
  }

  /** Each way to say one word of every condition. */
  private static List<Map<String, List<String>>> each(Map<String, Set<String>> when) {
    List<Map<String, List<String>>> ways = new ArrayList<>(List.of(Map.of()));
    when.forEach(
        (term, words) -> {
          List<Map<String, List<String>>> longer = new ArrayList<>();
          for (Map<String, List<String>> way : ways) {
            for (String word : words) {
              Map<String, List<String>> more = new HashMap<>(way);
              more.put(term, List.of(word));
              longer.add(more);
            }
          }
          ways.clear();
          ways.addAll(longer);
        });
    return ways;
  }

  private static List<String> orSilent(String term) {
    List<String> words = new ArrayList<>(PROFILE.vocabularyOf(term).orElseThrow().words());
    words.add(SILENT);
    return words;
  }

  private static void say(String term, String word, Map<String, List<String>> words) {
    if (!word.isEmpty()) {
      words.put(term, List.of(word));
    }
  }

  private static Decision decide(Map<String, List<String>> words) {
    return TABLE.decide(term -> words.getOrDefault(term, List.of()));
  }
}

package io.resonance.infer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.infer.model.ModelPackage;
import io.resonance.infer.model.TestPackages;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.plant.ModelUse;
import io.resonance.schema.v1.ModelSession;
import io.resonance.schema.v1.SessionReason;
import io.resonance.schema.v1.SessionState;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The handshake inside {@code infer-window}; windows of eight ticks at 10 Hz, every second tick.
 */
class IntroductionsTest {

  private static final long START = 1_700_000_000_000L;

  @TempDir Path folder;
  private ModelUse use;

  @BeforeEach
  void write() {
    use = use("");
  }

  private ModelUse use(String requires) {
    byte[] onnx = TestPackages.meanModel();
    String sha256 = ModelPackage.sha256(onnx);
    TestPackages.write(folder, onnx, TestPackages.yaml(sha256, 2, "last") + requires);
    return new ModelUse("mean", folder.toString(), sha256, List.of("MILL-01"));
  }

  @Test
  void acceptsAnEquipmentWithItsFirstSoundWindow() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      send(harness, 0, 20);
      harness.watermark(START + 2_000);
      assertThat(states(harness))
          .containsExactly(
              SessionState.REGISTERED,
              SessionState.PROBING,
              SessionState.VERSION_CHECK,
              SessionState.ACCEPTED);
      ModelSession accepted = harness.steps().get(3);
      assertThat(accepted.getOffers()).hasSize(2);
      assertThat(accepted.getOffers().get(1).getAddress()).isEqualTo("nsu=m;s=vib");
      assertThat(accepted.getOffers().get(1).getOfferedUnit()).isEqualTo("C16");
      send(harness, 20, 40);
      harness.watermark(START + 4_000);
      assertThat(states(harness)).hasSize(4);
    }
  }

  @Test
  void refusesAfterAMinuteWhatDoesNotOfferItsInputsAndAcceptsItLater() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 650; tick++) {
        harness.process(Batches.speed("MILL-01", START + tick * 100L, 1_000));
      }
      harness.watermark(START + 59_999);
      assertThat(states(harness)).containsExactly(SessionState.REGISTERED, SessionState.PROBING);
      harness.watermark(START + 60_100);
      assertThat(states(harness)).endsWith(SessionState.REFUSED);
      assertThat(harness.steps().get(2).getReasons())
          .extracting(SessionReason::getCode, SessionReason::getProperty)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("INPUT_NOT_OFFERED", "vibration"));
      send(harness, 700, 720);
      harness.watermark(START + 72_000);
      assertThat(states(harness))
          .endsWith(
              SessionState.REFUSED,
              SessionState.REGISTERED,
              SessionState.PROBING,
              SessionState.VERSION_CHECK,
              SessionState.ACCEPTED);
      assertThat(harness.steps().get(3).getSessionId())
          .isNotEqualTo(harness.steps().get(0).getSessionId());
    }
  }

  @Test
  void refusesAnEquipmentThatNeverGivesAWindow() throws Exception {
    try (WindowHarness harness = WindowHarness.open(use)) {
      PropertyKey other = new PropertyKey("temperature", "nsu=m;s=temp", "CEL", "");
      harness.process(Batches.one("MILL-01", other, START, 20, 0));
      harness.watermark(START + 61_000);
      assertThat(states(harness)).containsExactly(SessionState.REGISTERED, SessionState.REFUSED);
      assertThat(harness.steps().get(1).getReasons())
          .extracting(SessionReason::getProperty)
          .containsExactlyElementsOf(TestPackages.PROPERTIES);
    }
  }

  @Test
  void refusesAUnitThatCannotBeConverted() throws Exception {
    PropertyKey celsius = new PropertyKey("vibration", "nsu=m;s=vib", "CEL", "");
    try (WindowHarness harness = WindowHarness.open(use)) {
      for (int tick = 0; tick < 650; tick++) {
        harness.process(Batches.speed("MILL-01", START + tick * 100L, 1_000));
        harness.process(Batches.one("MILL-01", celsius, START + tick * 100L, 20, 0));
      }
      harness.watermark(START + 62_000);
      assertThat(states(harness)).endsWith(SessionState.REFUSED);
      assertThat(harness.steps().get(2).getReasons())
          .extracting(SessionReason::getDetail)
          .containsExactly(
              "It comes in CEL, which cannot be converted to C16, the unit the model was trained in.");
    }
  }

  @Test
  void neverAsksAModelThatRequiresAnotherProfile() throws Exception {
    ModelUse other = use("requires: {profile: mdr-profile-0.2}\n");
    try (WindowHarness harness = WindowHarness.open(other)) {
      send(harness, 0, 40);
      harness.watermark(START + 4_000);
      assertThat(states(harness)).endsWith(SessionState.VERSION_CHECK, SessionState.REFUSED);
      List<ModelWindow> windows = harness.windows();
      assertThat(windows).isNotEmpty();
      assertThat(windows)
          .allSatisfy(
              window -> {
                assertThat(window.verdict())
                    .isEqualTo(
                        new Verdict.Refused(
                            "PROFILE_DIFFERS",
                            "The model requires the profile mdr-profile-0.2; the plant has mdr-profile-0.1."));
                assertThat(window.values()).isEmpty();
              });
      assertThat(states(harness)).hasSize(4);
    }
  }

  @Test
  void greetsNobodyTwiceOverARestart() throws Exception {
    OperatorSubtaskState state;
    try (WindowHarness harness = WindowHarness.open(use)) {
      send(harness, 0, 20);
      harness.watermark(START + 2_000);
      state = harness.snapshot();
    }
    try (WindowHarness harness = WindowHarness.restore(use, state)) {
      harness.watermark(START + 2_100);
      send(harness, 20, 60);
      harness.watermark(START + 100_000);
      assertThat(harness.steps()).isEmpty();
    }
  }

  @Test
  void retiresAModelThatThePlantFileHasDropped() throws Exception {
    OperatorSubtaskState state;
    try (WindowHarness harness = WindowHarness.open(use)) {
      send(harness, 0, 20);
      harness.watermark(START + 2_000);
      state = harness.snapshot();
    }
    ModelUse elsewhere =
        new ModelUse("mean", use.packageFolder(), use.sha256(), List.of("MILL-02"));
    try (WindowHarness harness = WindowHarness.restore(elsewhere, state)) {
      send(harness, 20, 21);
      assertThat(states(harness)).containsExactly(SessionState.RETIRED);
    }
  }

  private static void send(WindowHarness harness, int from, int to) throws Exception {
    for (int tick = from; tick < to; tick++) {
      harness.process(Batches.both("MILL-01", START + tick * 100L, 1_000, 2));
    }
  }

  private static List<SessionState> states(WindowHarness harness) {
    return harness.steps().stream().map(ModelSession::getState).toList();
  }
}

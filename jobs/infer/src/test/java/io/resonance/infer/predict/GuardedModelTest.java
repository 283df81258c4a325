package io.resonance.infer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.resonance.infer.ReasonCodes;
import io.resonance.infer.window.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedModelTest {

  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMillis(30), 2, Duration.ofMinutes(5));
  private static final List<float[]> WINDOW = List.of(new float[] {1});

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private volatile boolean hangs;
  private volatile RuntimeException fails;

  /** Hangs, fails or answers the sum of each window. */
  private final class FakeModel implements BatchModel {

    @Override
    public float[] predict(List<float[]> windows) throws InterruptedException {
      if (hangs) {
        release.await();
      }
      if (fails != null) {
        throw fails;
      }
      float[] sums = new float[windows.size()];
      for (int i = 0; i < sums.length; i++) {
        for (float value : windows.get(i)) {
          sums[i] += value;
        }
      }
      return sums;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @AfterEach
  void end() throws Exception {
    release.countDown();
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @Test
  void answersInAThreadOfItsOwn() throws Exception {
    Answer answer = load().predict(WINDOW, 0);

    assertThat(((Answer.Outputs) answer).values()).containsExactly(1);
  }

  @Test
  void leavesACallThatHangsBehindAndGoesOnWithANewModel() throws Exception {
    GuardedModel model = load();
    hangs = true;
    assertThat(code(model.predict(WINDOW, 0))).isEqualTo(ReasonCodes.MODEL_TIMED_OUT);
    assertThat(model.leftBehind()).isEqualTo(1);

    hangs = false;
    await().until(() -> model.predict(WINDOW, 0) instanceof Answer.Outputs);
    assertThat(loaded).hasValue(2);
    assertThat(closed).as("models closed while a call runs in them").hasValue(0);
  }

  @Test
  void closesTheOldModelWhenItsCallReturnsAfterAll() throws Exception {
    GuardedModel model = load();
    hangs = true;
    assertThat(code(model.predict(WINDOW, 0))).isEqualTo(ReasonCodes.MODEL_TIMED_OUT);
    release.countDown();

    await().untilAsserted(() -> assertThat(model.leftBehind()).isZero());
    assertThat(closed).hasValue(1);
  }

  @Test
  void asksASuspendedModelAgainOnlyWhenItsTimeIsOver() throws Exception {
    GuardedModel model = load();
    hangs = true;
    timeOut(model, 2);
    assertThat(model.isSuspended()).isTrue();
    assertThat(code(model.predict(WINDOW, 1_000))).isEqualTo(ReasonCodes.MODEL_SUSPENDED);
    assertThat(loaded).hasValue(2);

    hangs = false;
    long later = LIMITS.suspension().toMillis() + 1_000;
    assertThat(code(model.predict(WINDOW, later)))
        .as("as many calls hang as may")
        .isEqualTo(ReasonCodes.MODEL_SUSPENDED);
    release.countDown();
    await().untilAsserted(() -> assertThat(model.leftBehind()).isZero());
    await().until(() -> model.predict(WINDOW, later) instanceof Answer.Outputs);
    assertThat(model.isSuspended()).isFalse();
  }

  @Test
  void tellsWhatTheModelThrewAndKeepsIt() throws Exception {
    GuardedModel model = load();
    fails = new IllegalStateException("wrong shape");
    Answer answer = model.predict(WINDOW, 0);

    assertThat(code(answer)).isEqualTo(ReasonCodes.MODEL_FAILED);
    assertThat(((Answer.None) answer).reason().reason()).contains("wrong shape");
    fails = null;
    assertThat(model.predict(WINDOW, 0)).isInstanceOf(Answer.Outputs.class);
    assertThat(loaded).hasValue(1);
  }

  @Test
  void doesNotStartWithAModelThatDoesNotLoad() {
    BatchModel.Factory broken =
        () -> {
          throw new java.io.IOException("no memory");
        };

    assertThatThrownBy(() -> GuardedModel.load("m", broken, LIMITS))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("no memory");
  }

  @Test
  void closesTheModelAndItsThread() throws Exception {
    GuardedModel model = load();
    model.close();

    await().untilAsserted(() -> assertThat(closed).hasValue(1));
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("model-fake"));
  }

  private void timeOut(GuardedModel model, int times) throws Exception {
    for (int timeouts = 0; timeouts < times; ) {
      // the new model may still be loading
      String code = code(model.predict(WINDOW, 0));
      timeouts += code.equals(ReasonCodes.MODEL_TIMED_OUT) ? 1 : 0;
    }
  }

  private GuardedModel load() throws Exception {
    GuardedModel model =
        GuardedModel.load(
            "fake",
            () -> {
              loaded.incrementAndGet();
              return new FakeModel();
            },
            LIMITS);
    opened.add(model);
    return model;
  }

  private static String code(Answer answer) {
    Verdict.Refused reason = ((Answer.None) answer).reason();
    return reason.code();
  }
}

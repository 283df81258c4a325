package io.resonance.connector.mtconnect.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectSplitBy;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import io.resonance.connector.mtconnect.source.split.MtConnectSplitsHeld;
import io.resonance.testbed.flink.FakeEnumeratorContext;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MtConnectSourceEnumeratorTest {
  private static final int LARGE = 100;

  private final Map<String, List<String>> answers = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private long now;

  @Test
  void spreadsAgentsEvenlyWhenAllReadersAreThere() {
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(4);
    MtConnectSourceEnumerator enumerator =
        started(context, agents(10, MtConnectSplitBy.AGENT), Set.of());
    registerOne(context, enumerator, 0, 0);
    assertThat(context.subtasks()).isEmpty();
    for (int subtask = 1; subtask < 4; subtask++) {
      registerOne(context, enumerator, subtask, 0);
    }
    assertThat(context.subtasks()).hasSize(10);
    assertThat(IntStream.range(0, 4).map(subtask -> context.givenTo(subtask).size()))
        .containsExactly(3, 3, 2, 2);
    assertThat(context.splits().values())
        .allMatch(split -> split.progress().position() instanceof MtConnectPosition.Unread);
  }

  @Test
  void givesNewAgentsToThoseWhoHoldTheFewestAndLeavesTheOthersAlone() {
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(3);
    MtConnectSourceEnumerator enumerator =
        started(
            context,
            agents(10, MtConnectSplitBy.AGENT),
            Set.of("a-0", "a-1", "a-2", "a-3", "a-4", "a-5"));
    registerAll(context, enumerator, 4, 2, 0);
    assertThat(context.subtasks()).containsOnlyKeys("a-6", "a-7", "a-8", "a-9");
    assertThat(context.givenTo(0)).isEmpty();
    assertThat(context.givenTo(1)).hasSize(1);
    assertThat(context.givenTo(2)).hasSize(3);
  }

  @Test
  void forgetsAgentsThatWereTakenOutAndReadsThemAnewWhenTheyComeBack() {
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(1);
    MtConnectSourceEnumerator enumerator =
        started(context, agents(1, MtConnectSplitBy.AGENT), Set.of("a-0", "gone", "gone-too/mill"));
    registerAll(context, enumerator, 1);
    assertThat(context.subtasks()).isEmpty();
    Set<String> state = enumerator.snapshotState(1).assigned();
    assertThat(state).containsExactly("a-0");

    FakeEnumeratorContext<MtConnectAgentSplit> later = new FakeEnumeratorContext<>(1);
    MtConnectSourceEnumerator back =
        started(
            later,
            List.of(
                division("a-0", MtConnectSplitBy.AGENT), division("gone", MtConnectSplitBy.AGENT)),
            state);
    registerAll(later, back, 1);
    assertThat(later.givenTo(0)).containsExactly("gone");
  }

  @Test
  void givesSplitsOfAFailedReaderToWhoeverHasTheFewestWhenItIsBack() {
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(2);
    MtConnectSourceEnumerator enumerator =
        started(context, agents(4, MtConnectSplitBy.AGENT), Set.of());
    registerAll(context, enumerator);
    List<String> lost = context.givenTo(1);
    assertThat(lost).hasSize(2);
    context.unregister(1);
    enumerator.addSplitsBack(lost.stream().map(MtConnectAgentSplit::unread).toList(), 1);
    // until a reader has them they are nobody's: a restore from here makes them anew
    assertThat(enumerator.snapshotState(1).assigned())
        .containsExactlyInAnyOrderElementsOf(context.givenTo(0));
    registerOne(context, enumerator, 1, 0);
    assertThat(context.givenTo(1)).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(enumerator.snapshotState(2).assigned()).hasSize(4);
  }

  @Test
  void dividesAnAgentByDeviceAndAddsDevicesThatComeLater() {
    answers.put("a-0", List.of("mill", "lathe"));
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(2);
    MtConnectSourceEnumerator enumerator =
        started(context, agents(1, MtConnectSplitBy.DEVICE), Set.of());
    registerAll(context, enumerator);
    context.turn();
    context.turn();
    assertThat(context.subtasks()).containsOnlyKeys("a-0/mill", "a-0/lathe");
    assertThat(context.givenTo(0)).hasSize(1);
    answers.put("a-0", List.of("mill", "saw"));
    now += Duration.ofMinutes(5).toNanos();
    context.turn();
    context.turn();
    // the lathe's split waits for it to come back
    assertThat(context.subtasks()).containsOnlyKeys("a-0/mill", "a-0/lathe", "a-0/saw");
    assertThat(enumerator.snapshotState(1).assigned())
        .containsExactlyInAnyOrder("a-0/lathe", "a-0/mill", "a-0/saw");
  }

  @Test
  void readsAnAgentOfOneDeviceAsOneBecauseItsGapsAreThenExact() {
    answers.put("a-0", List.of("mill"));
    assertThat(firstSplits(agents(1, MtConnectSplitBy.DEVICE), 2)).containsExactly("a-0");
  }

  @Test
  void readsDevicesThatHaveNoNameOfTheirOwnAsOne() {
    answers.put("a-0", List.of("mill", "mill"));
    answers.put("a-1", List.of("mill", ""));
    assertThat(firstSplits(agents(2, MtConnectSplitBy.DEVICE), 2))
        .containsExactlyInAnyOrder("a-0", "a-1");
  }

  @Test
  void dividesByItselfOnlyWhatIsLargeAndOnlyWhereSeveralSubtasksRead() {
    answers.put("a-0", List.of("mill", "lathe"));
    sizes.put("a-0", LARGE + 1);
    answers.put("a-1", List.of("mill", "lathe"));
    sizes.put("a-1", LARGE);
    assertThat(firstSplits(agents(2, MtConnectSplitBy.AUTO), 2))
        .containsExactlyInAnyOrder("a-0/mill", "a-0/lathe", "a-1");
    asked.clear();
    assertThat(firstSplits(agents(2, MtConnectSplitBy.AUTO), 1))
        .containsExactlyInAnyOrder("a-0", "a-1");
    assertThat(asked).isEmpty();
  }

  @Test
  void doesNotWaitForAnAgentThatCannotBeAskedUnlessItMust() {
    assertThat(firstSplits(agents(1, MtConnectSplitBy.AUTO), 2)).containsExactly("a-0");

    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(2);
    MtConnectSourceEnumerator enumerator =
        started(
            context,
            List.of(
                division("a-0", MtConnectSplitBy.DEVICE), division("a-1", MtConnectSplitBy.AGENT)),
            Set.of());
    registerAll(context, enumerator);
    for (int second = 0; second < 8; second++) {
      context.turn();
      now += Duration.ofSeconds(1).toNanos();
    }
    assertThat(context.subtasks()).containsOnlyKeys("a-1");
    assertThat(asked.get("a-0")).isBetween(3, 5);
    answers.put("a-0", List.of("mill", "lathe"));
    now += Duration.ofMinutes(1).toNanos();
    context.turn();
    context.turn();
    assertThat(context.subtasks()).containsOnlyKeys("a-1", "a-0/mill", "a-0/lathe");
  }

  @Test
  void keepsTheDivisionOfTheCheckpointWhateverTheConfigurationSaysNow() {
    answers.put("a-0", List.of("mill", "lathe"));
    answers.put("a-1", List.of("mill", "lathe", "saw"));
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(1);
    MtConnectSourceEnumerator enumerator =
        started(
            context,
            List.of(
                division("a-0", MtConnectSplitBy.DEVICE), division("a-1", MtConnectSplitBy.AGENT)),
            Set.of("a-0", "a-1/mill", "a-1/lathe"));
    registerAll(context, enumerator, 3);
    context.turn();
    context.turn();
    // a device that came meanwhile is not forgotten, however the agent was divided
    assertThat(context.subtasks()).containsOnlyKeys("a-1/saw");
  }

  private List<String> firstSplits(List<AgentDivision> agents, int parallelism) {
    FakeEnumeratorContext<MtConnectAgentSplit> context = new FakeEnumeratorContext<>(parallelism);
    MtConnectSourceEnumerator enumerator = started(context, agents, Set.of());
    registerAll(context, enumerator);
    context.turn();
    context.turn();
    return List.copyOf(context.subtasks().keySet());
  }

  private MtConnectSourceEnumerator started(
      FakeEnumeratorContext<MtConnectAgentSplit> context,
      List<AgentDivision> agents,
      Set<String> assigned) {
    DeviceRounds rounds =
        new DeviceRounds(this::devices, () -> {}, Duration.ofMinutes(5), () -> now);
    MtConnectSourceEnumerator enumerator =
        new MtConnectSourceEnumerator(
            context, agents, rounds, new MtConnectEnumeratorState(assigned));
    enumerator.start();
    return enumerator;
  }

  private CompletableFuture<DevicesParser.Devices> devices(MtConnectAgent agent) {
    asked.merge(agent.id(), 1, Integer::sum);
    if (!answers.containsKey(agent.id())) {
      return CompletableFuture.failedFuture(new IllegalStateException("nobody is there"));
    }
    MtConnectDataItemDescription item =
        new MtConnectDataItemDescription(
            "x",
            "x",
            MtConnectCategory.SAMPLE,
            "LOAD",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            List.of());
    return CompletableFuture.completedFuture(
        new DevicesParser.Devices(
            "2.0",
            "7",
            "100",
            answers.get(agent.id()),
            Collections.nCopies(sizes.getOrDefault(agent.id(), 1), item)));
  }

  private static List<AgentDivision> agents(int count, MtConnectSplitBy by) {
    return IntStream.range(0, count).mapToObj(i -> division("a-" + i, by)).toList();
  }

  private static AgentDivision division(String id, MtConnectSplitBy by) {
    return new AgentDivision(MtConnectAgent.of(id, URI.create("http://127.0.0.1:1")), by, LARGE);
  }

  /** All readers come up, each with as many splits as it was restored with. */
  private static void registerAll(
      FakeEnumeratorContext<MtConnectAgentSplit> context,
      MtConnectSourceEnumerator enumerator,
      int... held) {
    for (int subtask = 0; subtask < context.currentParallelism(); subtask++) {
      registerOne(context, enumerator, subtask, subtask < held.length ? held[subtask] : 0);
    }
  }

  private static void registerOne(
      FakeEnumeratorContext<MtConnectAgentSplit> context,
      MtConnectSourceEnumerator enumerator,
      int subtask,
      int held) {
    context.register(subtask, enumerator::addReader);
    enumerator.handleSourceEvent(subtask, new MtConnectSplitsHeld(held));
  }
}

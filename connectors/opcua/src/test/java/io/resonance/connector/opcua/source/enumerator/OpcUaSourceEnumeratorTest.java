package io.resonance.connector.opcua.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.connector.opcua.source.split.NodesSeen;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.testbed.flink.FakeEnumeratorContext;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.util.FlinkRuntimeException;
import org.junit.jupiter.api.Test;

/** The enumerator against fake servers, in one thread and in a time of its own. */
class OpcUaSourceEnumeratorTest {

  private final FakeAddressSpaces servers = new FakeAddressSpaces();
  private final OpcUaEnumeratorStateSerializer serializer = new OpcUaEnumeratorStateSerializer();
  private FakeEnumeratorContext<OpcUaSubscriptionSplit> context = new FakeEnumeratorContext<>(1);
  private long now;

  private static OpcUaEndpoint.Builder endpoint(String id) {
    return OpcUaEndpoint.builder(id, "opc.tcp://" + id + ":4840");
  }

  private static OpcUaEndpoint.Builder searched(String id) {
    return endpoint(id).select(OpcUaNodeSelection.under("/Objects/M"));
  }

  private OpcUaSourceEnumerator start(OpcUaEnumeratorState state, OpcUaEndpoint.Builder... built) {
    List<OpcUaEndpoint> endpoints = Arrays.stream(built).map(OpcUaEndpoint.Builder::build).toList();
    OpcUaSourceEnumerator enumerator =
        new OpcUaSourceEnumerator(
            context,
            endpoints,
            new DiscoveryRounds(endpoints, servers, Runnable::run, () -> now),
            state);
    enumerator.start();
    context.registerAll(enumerator::addReader);
    turns();
    return enumerator;
  }

  private OpcUaSourceEnumerator start(OpcUaEndpoint.Builder... built) {
    return start(OpcUaEnumeratorState.EMPTY, built);
  }

  /** The state of an enumerator after it went through its bytes; a new job begins. */
  private OpcUaEnumeratorState saved(OpcUaSourceEnumerator enumerator) throws IOException {
    context = new FakeEnumeratorContext<>(1);
    return serializer.deserialize(3, serializer.serialize(enumerator.snapshotState(1)));
  }

  private void turns() {
    context.turn();
    context.turn();
  }

  private void pass(Duration time) {
    now += time.toNanos();
    turns();
  }

  private Set<String> monitored() {
    Set<String> nodes = new HashSet<>();
    for (OpcUaSubscriptionSplit split : context.splits().values()) {
      split.nodeIds().forEach(node -> assertThat(nodes.add(node)).as(node).isTrue());
    }
    return nodes;
  }

  private static String node(String name) {
    return FakeAddressSpaces.nodeId(name);
  }

  @Test
  void assignsNamedNodesAtOnceAndWithoutBrowsing() {
    servers.fails("mill", OpcUaClientException.Kind.RETRIABLE);
    start(searched("mill").item(node("a")), endpoint("oven").item(node("b")));
    assertThat(monitored()).containsExactlyInAnyOrder(node("a"), node("b"));
    assertThat(servers.browsed).containsOnly("mill");
  }

  @Test
  void makesNewSplitsOfNewNodesAndLeavesTheOthersAlone() {
    servers.has("mill", "a", "b");
    start(searched("mill"));
    OpcUaSubscriptionSplit first = context.splits().get("mill/0");
    servers.has("mill", "c", "b", "a");
    pass(Duration.ofMinutes(4));
    assertThat(context.splits()).hasSize(1);
    pass(Duration.ofMinutes(1));
    assertThat(context.splits().get("mill/0")).isSameAs(first);
    assertThat(context.splits().get("mill/1").nodeIds()).containsExactly(node("c"));
  }

  /** Events may get lost, and only readers know who has the node. */
  @Test
  void tellsAllReadersAfterEachBrowsingWhichNodesAreGone() {
    context = new FakeEnumeratorContext<>(2);
    servers.has("mill", "a", "b");
    start(searched("mill").item(node("named")));
    assertThat(context.events()).isEmpty();
    servers.has("mill", "a");
    pass(Duration.ofMinutes(5));
    NodesSeen gone = new NodesSeen("mill", List.of(node("b")), List.of());
    assertThat(context.events()).containsExactly("0 " + gone, "1 " + gone);
    pass(Duration.ofMinutes(5));
    assertThat(context.events()).hasSize(4);
    servers.has("mill", "a", "b");
    pass(Duration.ofMinutes(5));
    NodesSeen back = new NodesSeen("mill", List.of(), List.of(node("b")));
    assertThat(context.events()).hasSize(6).endsWith("0 " + back, "1 " + back);
    // its reader asks for it again; it is not given to another one
    assertThat(monitored()).containsExactlyInAnyOrder(node("a"), node("b"), node("named"));
  }

  @Test
  void browsesOnceWhereTheIntervalIsZero() {
    servers.has("mill", "a");
    start(searched("mill").rebrowseInterval(Duration.ZERO));
    pass(Duration.ofDays(1));
    assertThat(servers.browsed).hasSize(1);
  }

  /** OPC UA Part 3, 9.32: ModelChangeEvents. */
  @Test
  void browsesSoonAfterAServerToldOfAChange() {
    servers.has("mill", "a");
    start(searched("mill"));
    pass(Duration.ofMinutes(1));
    servers.has("mill", "a", "b");
    servers.tellsOfAChange("mill");
    pass(Duration.ZERO);
    pass(Duration.ofMillis(999));
    assertThat(monitored()).containsExactly(node("a"));
    pass(Duration.ofMillis(1));
    assertThat(monitored()).containsExactlyInAnyOrder(node("a"), node("b"));
    assertThat(servers.browsed).hasSize(2);
    // and then at its interval again
    pass(Duration.ofMinutes(5));
    assertThat(servers.browsed).hasSize(3);
  }

  @Test
  void restsBetweenTheChangesOfAServerThatAlwaysTellsOfSome() {
    servers.has("mill", "a");
    start(searched("mill"));
    for (int i = 0; i < 600; i++) {
      servers.tellsOfAChange("mill");
      pass(Duration.ofMillis(100));
    }
    // once at start, then every five seconds of the minute
    assertThat(servers.browsed).hasSizeBetween(11, 13);
  }

  @Test
  void monitorsANodeOnceThatIsNamedAndFound() {
    servers.has("mill", "a", "b");
    start(searched("mill").item(node("a")));
    assertThat(monitored()).containsExactlyInAnyOrder(node("a"), node("b"));
  }

  @Test
  void triesAnEndpointAgainWithoutStoppingOthers() {
    servers.fails("mill", OpcUaClientException.Kind.RETRIABLE);
    servers.has("oven", "x");
    start(searched("mill"), searched("oven"));
    assertThat(monitored()).containsExactly(node("x"));
    servers.has("mill", "a");
    pass(Duration.ofSeconds(1));
    assertThat(monitored()).containsExactlyInAnyOrder(node("x"), node("a"));
  }

  @Test
  void failsTheJobIfAServerRefusesUsBeforeItWasEverBrowsed() {
    servers.fails("mill", OpcUaClientException.Kind.FATAL);
    assertThatThrownBy(() -> start(searched("mill")))
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessageContaining("mill: no");
  }

  @Test
  void goesOnIfAServerRefusesUsLater() {
    servers.has("mill", "a");
    start(searched("mill"));
    servers.fails("mill", OpcUaClientException.Kind.FATAL);
    pass(Duration.ofMinutes(5));
    servers.has("mill", "a", "b");
    pass(Duration.ofMinutes(5));
    assertThat(monitored()).containsExactlyInAnyOrder(node("a"), node("b"));
  }

  @Test
  void spreadsTheSplitsOfABigServerOverTheSubtasks() {
    context = new FakeEnumeratorContext<>(3);
    String[] names = IntStream.range(0, 90).mapToObj(i -> "n" + i).toArray(String[]::new);
    servers.has("mill", names);
    start(searched("mill").itemsPerSubscription(10));
    assertThat(context.splits()).hasSize(9);
    assertThat(context.subtasks().values()).containsOnly(0, 1, 2);
    assertThat(context.subtasks().values().stream().filter(subtask -> subtask == 0)).hasSize(3);
  }

  @Test
  void goesOnAfterARestoreWithTheNodesThatAreAssigned() throws IOException {
    servers.has("mill", "a", "b");
    OpcUaEnumeratorState state = saved(start(searched("mill").item(node("z"))));
    servers.has("mill", "a", "b", "c");
    start(state, searched("mill").item(node("z")));
    assertThat(monitored()).containsExactly(node("c"));
    assertThat(context.splits().keySet()).containsExactly("mill/2");
  }

  @Test
  void addsNodesThatWereNamedSinceTheCheckpointAsANewSplit() throws IOException {
    OpcUaEnumeratorState state = saved(start(endpoint("mill").item(node("a"))));
    start(state, endpoint("mill").item(node("b")).item(node("a")));
    assertThat(context.splits().get("mill/1").nodeIds()).containsExactly(node("b"));
    assertThat(monitored()).containsExactly(node("b"));
  }

  @Test
  void findsANodeAnewThatWasRemovedFromTheConfigurationAndIsStillSelected() throws IOException {
    servers.has("mill", "a");
    OpcUaEnumeratorState state = saved(start(endpoint("mill").item(node("a"))));
    start(state, searched("mill"));
    assertThat(monitored()).containsExactly(node("a"));
    assertThat(context.splits().keySet()).containsExactly("mill/0");
  }

  @Test
  void forgetsNodesThatNoSelectionCoversAnyMore() throws IOException {
    servers.has("mill", "a", "b");
    OpcUaEnumeratorState narrow =
        saved(
            start(
                saved(start(searched("mill"))),
                endpoint("mill").select(OpcUaNodeSelection.under("/Objects/M").glob("a"))));
    start(narrow, searched("mill"));
    // b was dropped by the narrow job, so the wide one finds it anew
    assertThat(monitored()).containsExactly(node("b"));
  }

  @Test
  void assignsASplitAnewThatAReaderGaveBack() {
    servers.has("mill", "a");
    OpcUaSourceEnumerator enumerator = start(searched("mill"));
    OpcUaSubscriptionSplit split = context.splits().remove("mill/0");
    enumerator.addSplitsBack(List.of(split), 0);
    assertThat(context.splits()).containsEntry("mill/0", split);
    pass(Duration.ofMinutes(5));
    assertThat(context.splits()).hasSize(1);
  }

  @Test
  void takesTheNodesOfAStateOfVersion1FromTheConfiguration() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(1);
      out.writeUTF("mill/0");
    }
    OpcUaEnumeratorState state = serializer.deserialize(1, bytes.toByteArray());
    start(state, endpoint("mill").itemsPerSubscription(1).item(node("a")).item(node("b")));
    assertThat(monitored()).containsExactly(node("b"));
  }

  @Test
  void doesNotSaveWhatNoReaderHas() {
    List<OpcUaEndpoint> endpoints = List.of(endpoint("mill").item(node("a")).build());
    OpcUaSourceEnumerator enumerator =
        new OpcUaSourceEnumerator(
            context,
            endpoints,
            new DiscoveryRounds(endpoints, servers, Runnable::run, () -> now),
            OpcUaEnumeratorState.EMPTY);
    assertThat(enumerator.snapshotState(1).assigned()).isEmpty();
  }

  @Test
  void refusesAnUnknownVersionOfItsState() {
    assertThatThrownBy(() -> serializer.deserialize(4, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 4 cannot be read");
  }
}

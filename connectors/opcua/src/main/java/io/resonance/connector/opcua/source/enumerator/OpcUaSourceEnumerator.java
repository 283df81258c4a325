package io.resonance.connector.opcua.source.enumerator;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.browse.DiscoveredNodes;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.split.ItemsOfToday;
import io.resonance.connector.opcua.source.split.NodesSeen;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the nodes and hands each subscription to the reader that monitors the fewest. The life of a
 * split: made on the coordinator's thread from the NodeIds of the configuration at start, or from
 * nodes that browsing found (on threads of {@link DiscoveryRounds}) when they come in; assigned on
 * the coordinator's thread when all readers are registered; from then on held and checkpointed by
 * its reader, and never touched by later discoveries, whose new nodes make new splits; handed back
 * by Flink when the reader fails before its first checkpoint, and assigned anew. After a restore
 * {@link ItemsOfToday} says here and in the readers which nodes are still wanted.
 */
public final class OpcUaSourceEnumerator
    implements SplitEnumerator<OpcUaSubscriptionSplit, OpcUaEnumeratorState> {

  private static final Logger LOG = LoggerFactory.getLogger(OpcUaSourceEnumerator.class);
  private static final long TURN_MILLIS = 250;
  private static final int NODES_PER_EVENT = 1_000;

  private final SplitEnumeratorContext<OpcUaSubscriptionSplit> context;
  private final DiscoveryRounds rounds;
  private final SplitBook book;
  private final Map<String, OpcUaSubscriptionSplit> pending = new LinkedHashMap<>();
  private final Map<Integer, Integer> load = new HashMap<>();
  private final Map<String, List<String>> problems = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Set<String> everBrowsed = new HashSet<>();
  private final Counter nodesFound;
  private final Counter nodesGone;
  private final Counter failures;

  public OpcUaSourceEnumerator(
      SplitEnumeratorContext<OpcUaSubscriptionSplit> context,
      List<OpcUaEndpoint> endpoints,
      DiscoveryRounds rounds,
      OpcUaEnumeratorState restored) {
    this.context = context;
    this.rounds = rounds;
    this.book = new SplitBook(endpoints, restored);
    var metrics = context.metricGroup().addGroup("opcua");
    nodesFound = metrics.counter("nodesFound");
    nodesGone = metrics.counter("nodesGone");
    failures = metrics.counter("discoveryFailures");
    for (OpcUaEndpoint endpoint : endpoints) {
      keep(book.splitsOfNamedNodes(endpoint));
    }
  }

  @Override
  public void start() {
    if (!rounds.isEmpty()) {
      context.callAsync(rounds::turn, this::discovered, 0, TURN_MILLIS);
    }
  }

  private void discovered(List<DiscoveryRounds.Outcome> outcomes, Throwable failure) {
    if (failure != null) {
      throw new FlinkRuntimeException("Browsing OPC UA servers failed", failure);
    }
    for (DiscoveryRounds.Outcome outcome : outcomes) {
      if (outcome instanceof DiscoveryRounds.Outcome.Found found) {
        failing.remove(found.endpoint().id());
        everBrowsed.add(found.endpoint().id());
        found(found.endpoint(), found.nodes());
      } else if (outcome instanceof DiscoveryRounds.Outcome.Failed failed) {
        failed(failed.endpoint(), failed.failure());
      }
    }
    assign();
  }

  private void found(OpcUaEndpoint endpoint, DiscoveredNodes nodes) {
    if (!nodes.problems().equals(problems.put(endpoint.id(), nodes.problems()))) {
      nodes
          .problems()
          .forEach(problem -> LOG.warn("OPC UA endpoint {}: {}", endpoint.id(), problem));
    }
    List<OpcUaSubscriptionSplit> fresh = book.splitsOfFoundNodes(endpoint, nodes);
    int count = fresh.stream().mapToInt(split -> split.items().size()).sum();
    if (count > 0) {
      nodesFound.inc(count);
      LOG.info(
          "Browsing OPC UA endpoint {} found {} new nodes in {} requests, for {} subscriptions.",
          endpoint.id(),
          count,
          nodes.requests(),
          fresh.size());
    }
    SplitBook.Earlier earlier = book.earlier(endpoint, nodes);
    List<String> gone = earlier.newlyGone();
    if (!gone.isEmpty()) {
      nodesGone.inc(gone.size());
      LOG.warn(
          "{} monitored nodes of OPC UA endpoint {} are no longer found by browsing: {}",
          gone.size(),
          endpoint.id(),
          gone.stream().limit(20).toList());
    }
    tell(endpoint.id(), earlier.gone(), List.of());
    tell(endpoint.id(), List.of(), earlier.back());
    keep(fresh);
  }

  /** In parts, for an event travels as one message of the cluster. */
  private void tell(String endpointId, List<String> gone, List<String> back) {
    for (int from = 0; from < Math.max(gone.size(), back.size()); from += NODES_PER_EVENT) {
      NodesSeen seen = new NodesSeen(endpointId, part(gone, from), part(back, from));
      context
          .registeredReaders()
          .keySet()
          .forEach(reader -> context.sendEventToSourceReader(reader, seen));
    }
  }

  private static List<String> part(List<String> nodes, int from) {
    return nodes.isEmpty()
        ? nodes
        : nodes.subList(from, Math.min(nodes.size(), from + NODES_PER_EVENT));
  }

  private void failed(OpcUaEndpoint endpoint, OpcUaClientException failure) {
    failures.inc();
    boolean neverWorked = !everBrowsed.contains(endpoint.id()) && !book.hasSplitsOf(endpoint.id());
    if (failure.kind() == OpcUaClientException.Kind.FATAL && neverWorked) {
      throw new FlinkRuntimeException(failure.getMessage(), failure);
    }
    if (failing.add(endpoint.id())) {
      LOG.warn("{} It is tried again.", failure.getMessage());
    }
  }

  private void keep(List<OpcUaSubscriptionSplit> splits) {
    splits.forEach(split -> pending.put(split.splitId(), split));
  }

  @Override
  public void handleSplitRequest(int subtask, String hostname) {
    // subscriptions are pushed to readers, never asked for
  }

  @Override
  public void addSplitsBack(List<OpcUaSubscriptionSplit> splits, int subtask) {
    keep(splits);
    load.remove(subtask);
    assign();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  private void assign() {
    // waiting for all readers keeps the first one from getting everything
    if (pending.isEmpty() || context.registeredReaders().size() < context.currentParallelism()) {
      return;
    }
    Map<Integer, List<OpcUaSubscriptionSplit>> assignment = new HashMap<>();
    for (OpcUaSubscriptionSplit split : pending.values()) {
      int least = 0;
      for (int subtask = 1; subtask < context.currentParallelism(); subtask++) {
        if (load.getOrDefault(subtask, 0) < load.getOrDefault(least, 0)) {
          least = subtask;
        }
      }
      load.merge(least, split.items().size(), Integer::sum);
      assignment.computeIfAbsent(least, s -> new ArrayList<>()).add(split);
    }
    book.assigned(pending.values());
    pending.clear();
    context.assignSplits(new SplitsAssignment<>(assignment));
  }

  @Override
  public OpcUaEnumeratorState snapshotState(long checkpointId) {
    return book.state(pending.keySet());
  }

  @Override
  public void close() {
    rounds.close();
  }
}

package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.HistoryRequest;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaConnector;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.client.RefreshAnswer;
import io.resonance.connector.opcua.client.SubscriptionTiming;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpenGap;
import io.resonance.connector.opcua.source.split.SplitPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drives one subscription: keeps Publish requests in flight while live, notices loss, has it
 * recovered in the background, and hands everything over in order. All state belongs to the
 * fetcher's thread; other threads only {@link #post}.
 *
 * <p>Live: messages pass through the tracker to the hand-over. Recovering: no Publish is sent,
 * messages that still come wait. Waiting: the endpoint could not be reached and is tried again
 * later. Publish is also withheld while the stream does not take what is there, so that the
 * server's queues fill and not ours.
 */
final class SubscriptionDriver {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionDriver.class);
  private static final long MISSING_GRACE_NANOS = Duration.ofMillis(250).toNanos();

  private enum Phase {
    WAITING,
    RECOVERING,
    LIVE
  }

  /** A message that waits for a recovery. */
  private record Held(long sequence, OpcUaColumns columns) {}

  private final OpcUaSubscriptionSplit split;
  private final OpcUaEndpoint endpoint;
  private final List<OpcUaItem> items;
  private final OpcUaConnector connector;
  private final Executor background;
  private final DriverClock clock;
  private final OpcUaReaderMetrics metrics;
  private final Runnable ready;
  private final ConcurrentLinkedQueue<DriverEvent> events = new ConcurrentLinkedQueue<>();
  private final int pagesInFlight;
  private final Semaphore pages;
  private final HandOver handOver;
  private final SequenceTracker<OpcUaColumns> tracker;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Deque<Held> held = new ArrayDeque<>();
  private final Deque<DriverEvent.Published> deferred = new ArrayDeque<>();
  private final PublishLoop publishing = new PublishLoop(this::post);
  private final Backoff backoff;
  private final ConditionRefresh refresh;

  private Phase phase = Phase.WAITING;
  private OpcUaSubscriptionClient client;
  private int generation;
  private long lastHeard;
  private long missingSince;
  private boolean everConnected;

  /** The message whose overflow was dealt with. */
  private long overflowHandled;

  private volatile boolean closed;

  SubscriptionDriver(
      OpcUaSubscriptionSplit split,
      OpcUaEndpoint endpoint,
      List<OpcUaItem> items,
      DriverSurroundings around,
      Runnable ready) {
    this.split = split;
    this.endpoint = endpoint;
    this.items = items;
    this.connector = around.connector();
    this.background = around.background();
    this.clock = around.clock();
    this.pagesInFlight = around.pagesInFlight();
    this.pages = new Semaphore(pagesInFlight);
    this.metrics = around.metrics(endpoint.id());
    this.ready = ready;
    this.handOver = new HandOver(split, metrics);
    this.tracker = new SequenceTracker<>(split.position().sequence());
    this.everConnected = split.position().epoch() > 0;
    this.backoff = new Backoff(clock.nanoTime());
    this.refresh = new ConditionRefresh(clock.nanoTime());
  }

  String splitId() {
    return split.splitId();
  }

  /** Tells the driver something; from any thread. */
  void post(DriverEvent event) {
    if (closed && event instanceof DriverEvent.Connected late) {
      late.client().close();
      return;
    }
    events.add(event);
    ready.run();
  }

  /** Handles at most the given number of events. */
  void handleEvents(int limit) throws IOException {
    for (int i = 0; i < limit; i++) {
      DriverEvent event = events.poll();
      if (event == null) {
        break;
      }
      handle(event);
    }
    if (!events.isEmpty()) {
      ready.run();
    }
    if (phase == Phase.LIVE) {
      publishing.fill(client, generation, acknowledgements);
    }
  }

  /** What is ready to be emitted. */
  Deque<OpcUaDelivery> deliveries() {
    return handOver.deliveries();
  }

  /** Lets time pass: retries, watches for silence and for numbers that stay missing. */
  void tick() {
    long now = clock.nanoTime();
    if (phase == Phase.WAITING && backoff.isDue(now)) {
      connect();
    } else if (phase == Phase.LIVE) {
      if (now - lastHeard > SubscriptionTiming.silenceTolerated(endpoint).toNanos()
          && events.isEmpty()) {
        lost("the server has been silent for too long", null);
      } else if (tracker.anyMissing()) {
        watchMissing(now);
      } else {
        missingSince = 0;
      }
      refreshConditions(now);
    }
  }

  /** Events were lost or never came: the server is asked which conditions stand. */
  private void refreshConditions(long now) {
    ConditionTracker conditions = handOver.conditions();
    if (phase == Phase.LIVE
        && refresh.isToBeAsked(conditions.isRefreshDue(), conditions.losses(), now)) {
      refresh.asked();
      metrics.conditionRefreshes.inc();
      OpcUaSubscriptionClient asked = client;
      int asking = generation;
      background.execute(
          () -> post(new DriverEvent.RefreshAnswered(asking, asked.refreshConditions())));
    }
  }

  private void refreshAnswered(RefreshAnswer answer) {
    refresh.answered(answer, clock.nanoTime());
    if (answer == RefreshAnswer.IMPOSSIBLE) {
      LOG.warn(
          "OPC UA subscription {}: the server has no ConditionRefresh for us. Conditions that were active before we came, or that changed while events were lost, stay unknown until they change.",
          splitId());
      handOver.conditionsCannotBeRefreshed();
    }
  }

  private void watchMissing(long now) {
    if (missingSince == 0) {
      missingSince = now;
    } else if (now - missingSince > MISSING_GRACE_NANOS) {
      missingSince = 0;
      recoverHere(tracker.missing(), handOver.allItems(), Optional.empty());
    }
  }

  private void handle(DriverEvent event) throws IOException {
    if (event instanceof DriverEvent.Published published) {
      if (published.generation() == generation) {
        publishing.answered();
        lastHeard = clock.nanoTime();
        if (phase == Phase.LIVE) {
          published(published.message());
        } else {
          deferred.add(published);
        }
      }
    } else if (event instanceof DriverEvent.PublishFailed failed) {
      if (failed.generation() == generation) {
        lost("a Publish failed", failed.failure());
      }
    } else if (event instanceof DriverEvent.CheckpointCompleted done) {
      if (done.epoch() == handOver.position().epoch()) {
        acknowledgements.completed(done.sequence());
      }
    } else if (event instanceof DriverEvent.RefreshAnswered answered) {
      if (answered.generation() == generation) {
        refreshAnswered(answered.answer());
      }
    } else if (event instanceof DriverEvent.Recovering step) {
      if (step.generation() == generation) {
        recovering(step);
      } else if (step instanceof DriverEvent.Connected late) {
        background.execute(late.client()::close);
      }
    }
  }

  private void published(PublishedMessage message) {
    if (message.subscriptionId() != handOver.position().subscriptionId().orElse(0)) {
      return;
    }
    switch (message.kind()) {
      case DATA -> {
        metrics.publishLatency((clock.wallNanos() - message.publishTimeNanos()) / 1_000_000);
        tracker.receive(message.sequence(), message.columns(), this::inOrder);
      }
      case KEEP_ALIVE -> tracker.announce(message.sequence());
      case STATUS_CHANGE ->
          lost("the subscription ended with status 0x%08X".formatted(message.statusCode()), null);
    }
  }

  private void inOrder(long sequence, OpcUaColumns columns) {
    held.add(new Held(sequence, columns));
    if (phase == Phase.LIVE) {
      handOverHeld();
    }
  }

  /**
   * Hands waiting messages over until one says that its item's queue overflowed; then the history
   * is asked first.
   */
  private void handOverHeld() {
    while (!held.isEmpty()) {
      Held next = held.peek();
      List<Integer> overflowed = handOver.overflowed(next.columns());
      if (!overflowed.isEmpty() && overflowHandled != next.sequence()) {
        overflowHandled = next.sequence();
        handOver.openGap(OpcUaGapReason.QUEUE_OVERFLOW, OpenGap.Recovery.HISTORY, overflowed);
        recoverHere(List.of(), overflowed, Optional.of(OpcUaGapReason.QUEUE_OVERFLOW));
        return;
      }
      held.poll();
      handOver.message(next.sequence(), next.columns());
      acknowledgements.handedOver(next.sequence());
    }
  }

  private void recovering(DriverEvent.Recovering step) throws IOException {
    if (step instanceof DriverEvent.Connected connected) {
      client = connected.client();
      if (everConnected) {
        metrics.reconnects.inc();
      }
    } else if (step instanceof DriverEvent.Attached attached) {
      acknowledgements.transferred(attached.available(), tracker.expected());
    } else if (step instanceof DriverEvent.Created created) {
      tracker.restart(0);
      held.clear();
      acknowledgements.clear();
      handOver.created(client.serverUri(), created.subscription());
      created.subscription().faults().forEach(f -> LOG.warn("{}: {}", splitId(), f.text()));
    } else if (step instanceof DriverEvent.CatchUpStarted started) {
      handOver.catchUpStarted(started.reason());
    } else if (step instanceof DriverEvent.Backfilled backfilled) {
      pages.release();
      handOver.backfill(backfilled.columns());
    } else if (step instanceof DriverEvent.HistoryIncomplete unproven) {
      handOver.incomplete(unproven.item());
    } else if (step instanceof DriverEvent.CatchUpEnded) {
      handOver.expectOverlap();
    } else if (step instanceof DriverEvent.Republished republished) {
      pages.release();
      tracker.receive(republished.sequence(), republished.columns(), this::republishedInOrder);
    } else if (step instanceof DriverEvent.Skipped skipped) {
      skipped(skipped.sequence());
    } else if (step instanceof DriverEvent.Finished) {
      live();
    } else if (step instanceof DriverEvent.Failed failed) {
      failed(failed.failure());
    }
  }

  private void skipped(long sequence) {
    if (held.isEmpty() && sequence == tracker.expected()) {
      handOver.skipped(sequence);
    }
    tracker.skip(sequence, this::inOrder);
  }

  private void republishedInOrder(long sequence, OpcUaColumns columns) {
    if (held.isEmpty() && handOver.overflowed(columns).isEmpty()) {
      handOver.republished(sequence, columns);
      acknowledgements.handedOver(sequence);
    } else {
      held.add(new Held(sequence, columns));
    }
  }

  private void live() {
    handOver.closeGap(clock.wallNanos());
    phase = Phase.LIVE;
    everConnected = true;
    backoff.succeeded();
    lastHeard = clock.nanoTime();
    handOverHeld();
    while (phase == Phase.LIVE && !deferred.isEmpty()) {
      published(deferred.poll().message());
    }
  }

  private void failed(OpcUaClientException failure) throws IOException {
    if (failure.kind() == OpcUaClientException.Kind.FATAL && !everConnected) {
      throw new IOException(failure.getMessage(), failure);
    }
    metrics.connectFailures.inc();
    lost(failure.getMessage(), null);
  }

  private void lost(String why, Throwable failure) {
    // once per outage; what is tried in between is not news
    LOG.atLevel(handOver.position().openGap().isEmpty() ? Level.WARN : Level.DEBUG)
        .log(
            "OPC UA subscription {} is interrupted: {}{}. It is tried again in {} ms.",
            splitId(),
            why,
            failure == null ? "" : " (" + failure + ")",
            backoff.delayMillis());
    handOver.openGap(
        everConnected ? OpcUaGapReason.CONNECTION_LOST : OpcUaGapReason.UNREACHABLE,
        OpenGap.Recovery.REPUBLISH,
        handOver.allItems());
    dropConnection();
    phase = Phase.WAITING;
    backoff.failed(clock.nanoTime());
  }

  private void dropConnection() {
    generation++;
    publishing.reset();
    refresh.reconnected();
    deferred.clear();
    held.clear();
    overflowHandled = 0;
    // what waited in the tracker is still in the server's retransmission queue, for it is not
    // acknowledged
    tracker.restart(handOver.position().sequence());
    pages.drainPermits();
    pages.release(pagesInFlight);
    if (client != null) {
      background.execute(client::close);
      client = null;
    }
  }

  private void connect() {
    phase = Phase.RECOVERING;
    SplitPosition position = handOver.position();
    Optional<OpcUaGapReason> needed =
        position
            .openGap()
            .filter(gap -> gap.recovery() != OpenGap.Recovery.REPUBLISH)
            .map(OpenGap::reason);
    start(
        new RecoveryTask.Request(
            generation,
            Optional.empty(),
            position.subscriptionId(),
            tracker.expected(),
            List.of(),
            handOver.historyAfter(handOver.allItems()),
            needed));
  }

  private void recoverHere(
      List<Long> missing, List<Integer> historyItems, Optional<OpcUaGapReason> needed) {
    phase = Phase.RECOVERING;
    List<HistoryRequest> history = handOver.historyAfter(historyItems);
    for (int item : historyItems) {
      boolean asked = false;
      for (HistoryRequest request : history) {
        asked |= request.item() == item;
      }
      if (!asked && needed.isPresent()) {
        handOver.incomplete(item);
      }
    }
    start(
        new RecoveryTask.Request(
            generation,
            Optional.of(client),
            handOver.position().subscriptionId(),
            tracker.expected(),
            missing,
            history,
            needed));
  }

  private void start(RecoveryTask.Request request) {
    background.execute(
        new RecoveryTask(request, () -> connector.connect(endpoint, items), this::post, pages));
  }

  /**
   * Ends the session and leaves the subscription at the server; blocks for a few seconds at most.
   */
  void close() {
    closed = true;
    generation++;
    for (DriverEvent event = events.poll(); event != null; event = events.poll()) {
      if (event instanceof DriverEvent.Connected late) {
        late.client().close();
      }
    }
    if (client != null) {
      client.close();
      client = null;
    }
  }
}

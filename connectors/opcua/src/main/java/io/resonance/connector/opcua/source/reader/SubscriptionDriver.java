package io.resonance.connector.opcua.source.reader;

import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.PublishFailedException.Reason;
import io.resonance.connector.opcua.client.PublishedMessage;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.connector.opcua.source.split.OpcUaSubscriptionSplit;
import io.resonance.connector.opcua.source.split.OpenGap;
import io.resonance.connector.opcua.source.split.SplitPosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drives one subscription: keeps Publish requests in flight while live, notices loss, has it
 * recovered in the background, and hands everything over in order. All state belongs to the
 * fetcher's thread; other threads only {@link #post}.
 *
 * <p>Live: messages pass through the intake to the hand-over. Recovering: no Publish is sent,
 * messages that still come wait. Waiting: the endpoint could not be reached and is tried again
 * later. Publish is also withheld while the stream does not take what is there, so that the
 * server's queues fill and not ours.
 */
final class SubscriptionDriver {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionDriver.class);

  /** Another session has the subscription now (Part 4, 5.14.7). */
  private static final long GOOD_SUBSCRIPTION_TRANSFERRED = 0x002D0000L;

  private enum Phase {
    WAITING,
    RECOVERING,
    LIVE
  }

  /** What may be left of a session whose subscription is interrupted. */
  private enum Session {
    MAYBE,
    GONE
  }

  private final OpcUaSubscriptionSplit split;
  private final OpcUaEndpoint endpoint;
  private final DriverSurroundings around;
  private final DriverClock clock;
  private final OpcUaReaderMetrics metrics;
  private final Runnable ready;
  private final ConcurrentLinkedQueue<DriverEvent> events = new ConcurrentLinkedQueue<>();
  private final HandOver handOver;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Intake intake;
  private final ServerReporting reporting;
  private final RecoveryOutcome outcome;
  private final SubscriptionGauges gauges;
  private final PublishLoop publishing = new PublishLoop(this::post, acknowledgements);
  private final Deque<DriverEvent.Published> deferred = new ArrayDeque<>();
  private final Watchdog watchdog = new Watchdog();
  private final Ownership ownership = new Ownership();
  private final Backoff backoff;
  private final SideRequests requests;
  private final SecurityNote security;

  private Phase phase = Phase.WAITING;
  private OpcUaSubscriptionClient client;
  private int generation;
  private PageGate pages;
  private boolean everConnected;

  private volatile boolean closed;

  SubscriptionDriver(
      OpcUaSubscriptionSplit split,
      OpcUaEndpoint endpoint,
      DriverSurroundings around,
      Runnable ready) {
    this.split = split;
    this.endpoint = endpoint;
    this.around = around;
    this.clock = around.clock();
    this.pages = new PageGate(around.pagesInFlight());
    this.metrics = around.metrics(endpoint.id());
    this.ready = ready;
    this.handOver = new HandOver(split, metrics);
    this.intake = new Intake(handOver, acknowledgements);
    this.gauges = metrics.subscription();
    this.reporting = new ServerReporting(endpoint, handOver, around, gauges);
    this.outcome =
        new RecoveryOutcome(intake, handOver, acknowledgements, reporting, ownership, metrics);
    this.everConnected = split.position().epoch() > 0;
    this.backoff = Backoff.scattered(clock.nanoTime(), around.chance());
    this.requests = new SideRequests(splitId(), handOver, around, metrics, this::post);
    this.security = new SecurityNote(handOver, clock, metrics);
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

  /** Tells the driver something that can wait until it looks again; from any thread. */
  void note(DriverEvent event) {
    events.add(event);
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
      acknowledgements.settled(intake.expected());
      acknowledgements.latest().ifPresent(ownership::handedOver);
      publishing.fill(client, generation);
    }
    gauges.unacknowledged = acknowledgements.unacknowledged();
    gauges.inFlight = publishing.inFlight();
  }

  /** What is ready to be emitted. */
  Deque<OpcUaDelivery> deliveries() {
    return handOver.deliveries();
  }

  /** Lets time pass: retries, watches for silence and for numbers that stay missing. */
  void tick() {
    long now = clock.nanoTime();
    if (phase == Phase.WAITING && backoff.isDue(now)) {
      reconnect(new RecoveryTask.Link.None());
    } else if (phase == Phase.LIVE) {
      if (!events.isEmpty()) {
        watchdog.listen(now);
      }
      switch (watchdog.look(now, reporting.assessment().silenceTolerated(), intake.anyMissing())) {
        case SILENCE -> interrupted("the server has been silent for too long", Session.MAYBE);
        case NUMBERS_MISSING ->
            recoverHere(intake.missing(), handOver.allItems(), Optional.empty());
        case NOTHING -> requests.ask(client, generation);
      }
      if (phase == Phase.LIVE) {
        security.renew(client);
      }
    }
  }

  private void handle(DriverEvent event) throws IOException {
    if (event instanceof DriverEvent.CheckpointCompleted done) {
      if (done.epoch() == handOver.position().epoch()) {
        acknowledgements.completed(done.sequence());
        requests.completed(done);
      }
    } else if (event instanceof DriverEvent.Browsed browsed) {
      requests.browsed(browsed.seen());
    } else if (event instanceof DriverEvent.OfConnection news && news.generation() == generation) {
      handleNews(news);
    } else if (event instanceof DriverEvent.Connected late) {
      around.background().execute(late.client()::close);
    }
  }

  /** Of the connection in use. */
  private void handleNews(DriverEvent.OfConnection news) throws IOException {
    if (news instanceof DriverEvent.Published published) {
      publishing.answered(published.request());
      requests.heard(published.request(), published.message());
      watchdog.heard(clock.nanoTime());
      if (phase == Phase.LIVE) {
        published(published.message());
      } else {
        deferred.add(published);
      }
    } else if (news instanceof DriverEvent.PublishFailed failed) {
      publishFailed(failed);
    } else if (news instanceof DriverEvent.SideAnswer answer) {
      requests.take(answer, publishing.lastRequest());
    } else if (news instanceof DriverEvent.Recovering step) {
      recovering(step);
    }
  }

  private void published(PublishedMessage message) {
    if (message.subscriptionId() != handOver.position().subscriptionId().orElse(0)) {
      return;
    }
    OptionalLong oldest = message.queues().oldestHeld();
    if (oldest.isPresent() && acknowledgements.oldestHeld(oldest.getAsLong(), message.sequence())) {
      reporting.retransmissionQueueTooSmall();
    }
    switch (message.kind()) {
      case DATA -> {
        metrics.publishLatency((clock.wallNanos() - message.publishTimeNanos()) / 1_000_000);
        intake.receive(message.sequence(), message.columns(), message.queues().moreNotifications());
      }
      case KEEP_ALIVE -> intake.announce(message.sequence());
      case STATUS_CHANGE -> ended(message);
    }
    handOver();
  }

  private void ended(PublishedMessage message) {
    long status = message.statusCode();
    if (status == GOOD_SUBSCRIPTION_TRANSFERRED) {
      metrics.takenAway.inc();
      ownership.takenAway(splitId(), handOver.position(), message.sequence());
    }
    interrupted("the subscription ended with status 0x%08X".formatted(status), Session.GONE);
  }

  private void publishFailed(DriverEvent.PublishFailed failed) {
    Reason reason = failed.failure().reason();
    if (reason == Reason.UNREADABLE) {
      LOG.warn(
          "{} sent a message that counts as lost: {}", splitId(), failed.failure().getMessage());
      publishing.answered(failed.request());
      return;
    }
    if (reason != Reason.TOO_MANY_REQUESTS || !publishing.refused(failed.request())) {
      interrupted(
          "a Publish failed (" + failed.failure().getMessage() + ")",
          reason == Reason.CONNECTION ? Session.MAYBE : Session.GONE);
    }
  }

  private void handOver() {
    Set<Integer> overflowed = intake.handOver();
    // while recovering they wait: the history is being asked for something else
    if (!overflowed.isEmpty() && phase == Phase.LIVE) {
      intake.overflowDeclared();
      List<Integer> concerned = List.copyOf(overflowed);
      handOver.overflowed(concerned);
      recoverHere(List.of(), concerned, Optional.of(OpcUaGapReason.QUEUE_OVERFLOW));
    }
  }

  private void recovering(DriverEvent.Recovering step) throws IOException {
    if (step instanceof DriverEvent.Connected connected) {
      client = connected.client();
      if (everConnected) {
        metrics.reconnects.inc();
      }
    }
    if (step instanceof DriverEvent.Finished) {
      live();
    } else if (step instanceof DriverEvent.Failed failed) {
      failed(failed.failure());
    } else {
      requests.recovering(step);
      outcome.take(step, pages);
    }
  }

  private void live() {
    handOver.closeGap(clock.wallNanos());
    phase = Phase.LIVE;
    everConnected = true;
    backoff.succeeded();
    watchdog.listen(clock.nanoTime());
    security.write(client);
    handOver();
    while (phase == Phase.LIVE && !deferred.isEmpty()) {
      published(deferred.poll().message());
    }
  }

  private void failed(OpcUaClientException failure) throws IOException {
    if (failure.kind() == OpcUaClientException.Kind.FATAL && !everConnected) {
      throw new IOException(failure.getMessage(), failure);
    }
    metrics.connectFailures.inc();
    interrupted(failure.getMessage(), Session.GONE);
  }

  private void interrupted(String why, Session session) {
    boolean resuming = session == Session.MAYBE && watchdog.deservesResuming();
    // once per outage; what is tried in between is not news
    LOG.atLevel(handOver.position().openGap().isEmpty() ? Level.WARN : Level.DEBUG)
        .log(
            "OPC UA subscription {} is interrupted: {}. It is tried again {}.",
            splitId(),
            why,
            resuming ? "with the same session" : "in " + backoff.delayMillis() + " ms");
    handOver.openGap(
        everConnected ? OpcUaGapReason.CONNECTION_LOST : OpcUaGapReason.UNREACHABLE,
        OpenGap.Recovery.REPUBLISH,
        handOver.allItems());
    OpcUaSubscriptionClient broken = client;
    dropConnection();
    if (resuming) {
      client = broken;
      reconnect(new RecoveryTask.Link.Broken(broken));
    } else {
      phase = Phase.WAITING;
      backoff.failed(clock.nanoTime());
      if (broken != null) {
        around.background().execute(broken::close);
      }
    }
  }

  private void dropConnection() {
    generation++;
    publishing.reset();
    requests.reconnected();
    deferred.clear();
    // what waited in the intake is still in the server's retransmission queue, for it is not
    // acknowledged
    intake.restart(handOver.position().sequence());
    pages.shut();
    pages = new PageGate(around.pagesInFlight());
    client = null;
  }

  private void reconnect(RecoveryTask.Link link) {
    Optional<OpcUaGapReason> needed =
        handOver
            .position()
            .openGap()
            .filter(gap -> gap.recovery() != OpenGap.Recovery.REPUBLISH)
            .map(OpenGap::reason);
    start(link, List.of(), handOver.allItems(), needed);
  }

  private void recoverHere(
      List<Long> missing, List<Integer> historyItems, Optional<OpcUaGapReason> needed) {
    start(new RecoveryTask.Link.Working(client), missing, historyItems, needed);
  }

  private void start(
      RecoveryTask.Link link,
      List<Long> missing,
      List<Integer> historyItems,
      Optional<OpcUaGapReason> needed) {
    phase = Phase.RECOVERING;
    SplitPosition position = handOver.position();
    List<OpcUaItem> items = handOver.items();
    around
        .background()
        .execute(
            new RecoveryTask(
                new RecoveryTask.Request(
                    generation,
                    link,
                    ownership.toGoOnWith(position),
                    missing,
                    handOver.historyAfter(historyItems),
                    needed,
                    ownership.witness(acknowledgements.witness()),
                    ownership.told()),
                () -> around.connector().connect(endpoint, items),
                this::post,
                pages));
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

package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.delivery.BatchOutput;
import io.resonance.connector.mtconnect.client.delivery.DocumentDelivery;
import io.resonance.connector.mtconnect.client.delivery.SequenceTracker;
import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.http.AgentRequest;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.json.JsonStreamsParser;
import io.resonance.connector.mtconnect.client.request.AgentConnection;
import io.resonance.connector.mtconnect.client.request.AgentRequests;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.client.watch.AgentMeter;
import io.resonance.connector.mtconnect.client.watch.BufferWatch;
import io.resonance.connector.mtconnect.client.watch.ReconnectPace;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectGap;
import io.resonance.connector.mtconnect.source.MtConnectStart;
import io.resonance.connector.mtconnect.source.split.MtConnectAgentSplit;
import io.resonance.connector.mtconnect.source.split.MtConnectPosition;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one agent: probe, locate, stream, and all again after whatever goes wrong.
 *
 * <p>One thread calls everything; events of the transport come to it through the executor given.
 * Nothing here blocks, so one thread can serve many agents.
 */
public final class AgentSession {
  private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);
  private static final int MANY_DOUBTS = 5;

  private final MtConnectAgent agent;
  private final ReadingOptions options;
  private final AgentConnection connection;
  private final LongSupplier clock;
  private final AgentMeter meter;
  private final SequenceTracker tracker;
  private final DocumentDelivery delivery;
  private final Probes probes;
  private final AgentRequests requests;
  private final ReconnectPace pace;
  private final SideRequests beside;
  private final AgentAsides asides;
  private final BufferWatch buffer;

  private Optional<AgentDocument> held = Optional.empty();
  private Step step = Step.PROBE;
  private long due;
  private int refusedInRange;
  private int doubts;
  private boolean atOldest;
  private boolean polling;

  private enum Step {
    PROBE,
    LOCATE,
    WITNESS,
    CURRENT,
    SAMPLE
  }

  /**
   * @param agent to read
   * @param split which part of it, and where to go on
   * @param options common to all agents
   * @param runtime its thread, network and clock
   * @param output takes the batches
   * @param meter is told what happens
   */
  public AgentSession(
      MtConnectAgent agent,
      MtConnectAgentSplit split,
      ReadingOptions options,
      SessionThread runtime,
      BatchOutput output,
      AgentMeter meter) {
    this.agent = split.device().isEmpty() ? agent : agent.withDevice(split.device());
    this.options = options;
    this.connection =
        new AgentConnection(this.agent, options.limits(), runtime, new Reading(meter));
    this.clock = runtime.clock();
    this.pace = new ReconnectPace(options.reconnectMin(), options.reconnectMax());
    this.meter = meter;
    this.tracker =
        new SequenceTracker(
            split.splitId(),
            this.agent.device().isEmpty() && agent.path().isEmpty()
                ? SequenceTracker.Coverage.WHOLE
                : SequenceTracker.Coverage.FILTERED,
            split.progress());
    this.delivery =
        new DocumentDelivery(
            split.splitId(),
            tracker,
            JsonStreamsParser.standard(options.limits()),
            options.batchSize(),
            output,
            meter);
    this.probes = new Probes(agent.id(), options.limits());
    this.requests = new AgentRequests(this.agent);
    this.beside = new SideRequests(this.agent, requests, options, runtime, delivery, new Beside());
    this.asides =
        new AgentAsides(this.agent, requests, options.limits(), runtime, delivery, this::hold);
    this.buffer = new BufferWatch(tracker.position() instanceof MtConnectPosition.At);
    this.due = clock.getAsLong();
  }

  /** Does what time asks for: the next attempt, or giving up a silent connection. */
  public void tick() {
    boolean isReading = step == Step.SAMPLE && !connection.isPaused();
    if (isReading) {
      asides.tick();
    }
    if (!connection.isFree() || beside.isDescribing()) {
      if (isReading) {
        beside.tick();
      }
      connection.tick();
    } else if (clock.getAsLong() - due >= 0 && !connection.isPaused()) {
      begin();
    }
  }

  /** Stops reading without closing the connection. */
  public void pause() {
    connection.pause();
  }

  /** Ends {@link #pause()}. */
  public void resume() {
    beside.moved();
    connection.resume();
  }

  /** Closes the connection. */
  public void close() {
    drop();
    asides.close();
    due = Long.MAX_VALUE;
  }

  private void begin() {
    AgentRequest request =
        switch (step) {
          case PROBE -> requests.probe();
          case LOCATE -> requests.locate();
          case WITNESS, CURRENT -> requests.current();
          case SAMPLE -> sample();
        };
    connection.ask(
        request,
        step == Step.SAMPLE ? AgentConnection.Expected.STREAM : AgentConnection.Expected.DOCUMENT);
    hold(step == Step.SAMPLE && asides.holdsStream());
  }

  private AgentRequest sample() {
    if (atOldest) {
      atOldest = false;
      return polling ? requests.pollOldest() : requests.streamOldest();
    }
    beside.moved();
    long from = ((MtConnectPosition.At) tracker.position()).nextSequence();
    return polling ? requests.poll(from) : requests.stream(from);
  }

  /** What the connection brings, for the step that asked. */
  private final class Reading implements AgentConnection.Taker {
    private final AgentMeter told;

    Reading(AgentMeter told) {
      this.told = told;
    }

    @Override
    public void began(AgentTransport.Head head) {
      head.certificateEnd().ifPresent(told::certificate);
    }

    @Override
    public void part(byte[] bytes, int offset, int length) throws MtConnectDocumentException {
      told.way(AgentMeter.Way.STREAMED);
      handle(delivery.parse(bytes, offset, length));
    }

    @Override
    public void whole(byte[] body, int length) throws MtConnectDocumentException {
      switch (step) {
        case PROBE -> probed(body, length);
        case LOCATE -> located(delivery.parse(body, 0, length));
        case WITNESS -> {
          tracker.witnessed(streams(delivery.parse(body, 0, length)).header());
          next(Step.LOCATE);
        }
        case CURRENT -> current(delivery.parse(body, 0, length));
        case SAMPLE -> polled(delivery.parse(body, 0, length));
      }
    }

    @Override
    public void failed(String why) {
      fail(why);
    }
  }

  /** What comes of the requests beside the stream. */
  private final class Beside implements SideRequests.Outcome {
    @Override
    public void devices(Optional<DevicesParser.Devices> found) {
      if (found.isPresent() && tracker.position() instanceof MtConnectPosition.At at) {
        described(at.instanceId(), at.nextSequence(), found.get());
        meter.modelChanged();
      }
      AgentDocument waiting = held.orElseThrow();
      held = Optional.empty();
      handle(waiting);
      hold(asides.holdsStream());
    }

    @Override
    public void standstill(String why) {
      fail(why);
    }

    @Override
    public long position() {
      return ((MtConnectPosition.At) tracker.position()).nextSequence();
    }
  }

  private void probed(byte[] body, int length) throws MtConnectDocumentException {
    DevicesParser.Devices found = probes.read(body, length);
    beside.described();
    MtConnectPosition position = tracker.position();
    if (position instanceof MtConnectPosition.At at) {
      described(at.instanceId(), at.nextSequence(), found);
      next(Step.SAMPLE);
    } else {
      described(found.instanceLabel(), 0, found);
      next(options.start() == MtConnectStart.CURRENT ? Step.CURRENT : Step.LOCATE);
    }
  }

  private void described(long instanceId, long next, DevicesParser.Devices found) {
    delivery.describe(instanceId, next, found);
    asides.described(found);
  }

  private void hold(boolean wait) {
    if (wait || held.isPresent()) {
      connection.hold();
    } else {
      connection.release();
    }
  }

  private void located(AgentDocument document) throws MtConnectDocumentException {
    StreamsHeader header = streams(document).header();
    boolean wasUnread = tracker.position() instanceof MtConnectPosition.Unread;
    SequenceTracker.Located located = tracker.located(header);
    if (located instanceof SequenceTracker.Resume resume) {
      if (!resume.gaps().isEmpty()) {
        warn(resume.gaps());
        asides.lost(resume.gaps());
        delivery.declareClosed(resume.gaps(), header);
      }
      next(resume.newInstance() && !wasUnread ? Step.PROBE : Step.SAMPLE);
    } else if (located instanceof SequenceTracker.ResumeAtOldest) {
      atOldest = true;
      refusedInRange = 0;
      next(Step.SAMPLE);
    } else if (located instanceof SequenceTracker.Confirm confirm) {
      LOG.info("Agent {}: {}; asking otherwise", agent.id(), confirm.why());
      next(Step.WITNESS);
      due += pace.shortNanos(1);
    }
  }

  private void current(AgentDocument document) throws MtConnectDocumentException {
    StreamsHeader header = streams(document).header();
    delivery.deliver(tracker.snapshot(header), header);
    next(Step.SAMPLE);
  }

  private void polled(AgentDocument document) {
    if (document instanceof AgentDocument.Streams) {
      polling = true;
      meter.way(AgentMeter.Way.POLLED);
    }
    next(Step.SAMPLE);
    boolean caughtUp = handle(document);
    if (caughtUp && connection.isFree() && step == Step.SAMPLE && pace.isHealthy()) {
      due = clock.getAsLong() + Math.max(agent.interval().toNanos(), 1_000_000L);
    }
  }

  // True if the agent has nothing more at the moment.
  private boolean handle(AgentDocument document) {
    if (document instanceof AgentDocument.Errors errors) {
      refused(errors);
      return false;
    }
    StreamsHeader header = ((AgentDocument.Streams) document).header();
    meter.created(header.creationNanos());
    if (beside.mustDescribe(header, delivery.tellsOfDevices(header))) {
      // What is new in it comes after its description.
      held = Optional.of(document);
      connection.hold();
      return false;
    }
    SequenceTracker.Verdict verdict = tracker.document(header, delivery.rows());
    while (verdict instanceof SequenceTracker.Deliver deliver) {
      warn(deliver.gaps());
      if (delivery.deliver(deliver, header) > 0) {
        beside.moved();
      }
      asides.lost(deliver.gaps());
      if (deliver.next() == header.nextSequence()) {
        healthy();
        return caughtUp(header);
      }
      verdict = tracker.document(header, delivery.rows());
    }
    locate(((SequenceTracker.Locate) verdict).why());
    return false;
  }

  private boolean caughtUp(StreamsHeader header) {
    buffer
        .read(header, header.nextSequence(), clock.getAsLong())
        .ifPresent(
            state -> {
              AgentLog.behind(LOG, agent, state);
              meter.behind();
            });
    meter.buffer(buffer.state());
    if (requests.catchUp(buffer.state()) && !polling) {
      LOG.info("Agent {} is far ahead; asking for {} at a time", agent.id(), requests.count());
      connection.drop();
      next(Step.SAMPLE);
    }
    return Long.compareUnsigned(header.nextSequence(), header.lastSequence()) > 0;
  }

  private void locate(String why) {
    LOG.info("Agent {}: {}; locating its buffer", agent.id(), why);
    drop();
    if (++doubts == MANY_DOUBTS) {
      AgentLog.doubtful(LOG, agent, why);
    }
    next(Step.LOCATE);
    due += pace.shortNanos(doubts - 1);
  }

  private void refused(AgentDocument.Errors errors) {
    if (!errors.outOfRange()) {
      // An agent that does not know streams may still answer one document at a time.
      polling = polling || (step == Step.SAMPLE && errors.unsupported());
      fail("it answered " + errors.errors());
      return;
    }
    drop();
    if (++refusedInRange > 1) {
      // The position was found to be in the buffer, so it is the count that is too large.
      int count = requests.halveCount();
      LOG.info("Agent {} refuses the request; asking for {} at a time", agent.id(), count);
    }
    next(Step.LOCATE);
    due += pace.shortNanos(refusedInRange - 1);
  }

  private AgentDocument.Streams streams(AgentDocument document) throws MtConnectDocumentException {
    if (document instanceof AgentDocument.Streams streams) {
      return streams;
    }
    throw new MtConnectDocumentException("it answered " + document);
  }

  private void healthy() {
    if (pace.healthy()) {
      LOG.info("Agent {} is read again", agent.id());
    }
    refusedInRange = 0;
    doubts = 0;
  }

  private void next(Step to) {
    step = to;
    due = clock.getAsLong();
  }

  private void drop() {
    connection.drop();
    beside.drop();
    held = Optional.empty();
  }

  private void fail(String why) {
    drop();
    meter.reconnect();
    meter.way(AgentMeter.Way.LOST);
    if (pace.failed(why)) {
      AgentLog.unreadable(LOG, agent, why);
    }
    tracker.connectionLost().ifPresent(gap -> delivery.declare(List.of(gap)));
    due = clock.getAsLong() + pace.pauseNanos();
  }

  private void warn(List<MtConnectGap> gaps) {
    AgentLog.lost(LOG, agent, gaps);
  }
}

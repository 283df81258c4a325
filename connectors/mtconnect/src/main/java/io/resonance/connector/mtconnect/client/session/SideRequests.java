package io.resonance.connector.mtconnect.client.session;

import io.resonance.connector.mtconnect.client.delivery.DocumentDelivery;
import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.request.AgentConnection;
import io.resonance.connector.mtconnect.client.request.AgentRequests;
import io.resonance.connector.mtconnect.client.request.SessionThread;
import io.resonance.connector.mtconnect.client.watch.ModelWatch;
import io.resonance.connector.mtconnect.client.watch.StandstillWatch;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked beside the stream, without disturbing it: the devices when they changed, and what
 * the agent has when the stream has been bringing nothing.
 */
final class SideRequests implements AgentConnection.Taker {
  private static final Logger LOG = LoggerFactory.getLogger(SideRequests.class);

  /** A stream that heartbeats is given two of them to bring what the agent has. */
  private static final int GRACE_HEARTBEATS = 2;

  private final MtConnectAgent agent;
  private final AgentRequests requests;
  private final AgentConnection connection;
  private final LongSupplier clock;
  private final LongSupplier awake;
  private final DevicesParser devices;
  private final DocumentDelivery delivery;
  private final Outcome outcome;
  private final long retryNanos;
  private final ModelWatch model = new ModelWatch();
  private final StandstillWatch standstill;
  private boolean describing;
  private boolean modelIsOld;
  private OptionalLong modelDue = OptionalLong.empty();

  /** What becomes of the requests. */
  interface Outcome {
    /** The devices, or nothing if they could not be read: what was held back may go on. */
    void devices(Optional<DevicesParser.Devices> found);

    /** The stream does not bring what the agent has. */
    void standstill(String why);

    /** Sequence number to be read next, unsigned. */
    long position();
  }

  SideRequests(
      MtConnectAgent agent,
      AgentRequests requests,
      ReadingOptions options,
      SessionThread runtime,
      DocumentDelivery delivery,
      Outcome outcome) {
    this.agent = agent;
    this.requests = requests;
    this.connection = new AgentConnection(agent, options.limits(), runtime, this);
    this.clock = runtime.clock();
    this.awake = runtime.awake();
    this.devices = new DevicesParser(options.limits());
    this.delivery = delivery;
    this.outcome = outcome;
    this.retryNanos = options.reconnectMax().toNanos();
    this.standstill =
        new StandstillWatch(
            agent.watchdog().toNanos(),
            agent.heartbeat().multipliedBy(GRACE_HEARTBEATS).toNanos(),
            awake.getAsLong());
  }

  /** True while the devices are asked for. */
  boolean isDescribing() {
    return describing;
  }

  /** The devices were just asked for in another way. */
  void described() {
    model.described();
    modelIsOld = false;
  }

  /** Something new was delivered, or a stream begins. */
  void moved() {
    standstill.moved(awake.getAsLong());
  }

  /** True if the devices are asked for, so that the document must wait for the outcome. */
  boolean mustDescribe(StreamsHeader header, boolean tellsOfDevices) {
    long now = clock.getAsLong();
    if (model.changed(header, tellsOfDevices)) {
      modelIsOld = true;
    }
    if (!modelIsOld || (modelDue.isPresent() && now - modelDue.getAsLong() < 0)) {
      return false;
    }
    connection.drop();
    LOG.info("Agent {} changed the description of its devices; asking for it", agent.id());
    modelIsOld = false;
    describing = true;
    connection.ask(requests.probe(), AgentConnection.Expected.DOCUMENT);
    return true;
  }

  /** Does what time asks for; called while a stream is read. */
  void tick() {
    long now = awake.getAsLong();
    if (!connection.isFree()) {
      connection.tick();
    } else if (standstill.missed(now).isPresent()) {
      long missed = standstill.missed(now).get();
      standstill.moved(now);
      outcome.standstill(
          "its stream has brought nothing for %d ms, though it has observations up to %s"
              .formatted(agent.watchdog().toMillis(), Long.toUnsignedString(missed)));
    } else if (standstill.isDoubtful(now)) {
      connection.ask(requests.locate(), AgentConnection.Expected.DOCUMENT);
    }
  }

  /** Forgets what was asked for. */
  void drop() {
    connection.drop();
    describing = false;
  }

  @Override
  public void part(byte[] bytes, int offset, int length) {
    throw new IllegalStateException("No stream was asked for");
  }

  @Override
  public void whole(byte[] body, int length) throws MtConnectDocumentException {
    if (describing) {
      DevicesParser.Devices found = devices.parse(Arrays.copyOf(body, length));
      describing = false;
      outcome.devices(Optional.of(found));
    } else if (delivery.parse(body, 0, length) instanceof AgentDocument.Streams streams) {
      standstill.answered(streams.header().lastSequence(), outcome.position(), awake.getAsLong());
    }
  }

  @Override
  public void failed(String why) {
    if (!describing) {
      // The stream itself goes on; its own watchdog sees a connection that is lost.
      LOG.info("Agent {} could not be asked beside its stream: {}", agent.id(), why);
      return;
    }
    LOG.warn(
        "MTConnect agent {} at {} changed the description of its devices, but does not give it: {}."
            + " It is read with the old one, and asked again.",
        agent.id(),
        agent.url(),
        why);
    describing = false;
    modelIsOld = true;
    modelDue = OptionalLong.of(clock.getAsLong() + retryNanos);
    outcome.devices(Optional.empty());
  }
}

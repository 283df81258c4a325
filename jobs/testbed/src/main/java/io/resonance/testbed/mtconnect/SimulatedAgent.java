package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.buffer.AgentAssets;
import io.resonance.testbed.mtconnect.buffer.AgentLedger;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.buffer.ObservationBuffer;
import io.resonance.testbed.mtconnect.document.AgentDocuments;
import io.resonance.testbed.mtconnect.network.AgentAnswer;
import io.resonance.testbed.mtconnect.network.AgentHttpServer;
import io.resonance.testbed.mtconnect.network.AgentNetwork;
import io.resonance.testbed.mtconnect.network.AgentRequest;
import io.resonance.testbed.mtconnect.recording.RecordedDocuments;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;

/**
 * An MTConnect agent in this process: real HTTP on 127.0.0.1 with probe, current and sample
 * requests, multipart streaming, a bounded buffer, and the faults of a real plant on demand.
 *
 * <p>It listens from construction to {@link #close()}. All methods may be called from any thread.
 */
public final class SimulatedAgent implements AutoCloseable {
  private final String id;
  private final AgentLedger ledger;
  private final LongFunction<List<AgentObservation>> firstObservations;
  private final ObservationBuffer buffer;
  private final AgentAssets assets;
  private final AgentResponder responder;
  private final AgentFaults faults = new AgentFaults();
  private final Optional<AgentNetwork> ownNetwork;
  private final AgentHttpServer server;
  private final Queue<Scripted> script = new ConcurrentLinkedQueue<>();

  /** One answer given instead of the agent's own. */
  private static final class Scripted {
    private final String pathPart;
    private final byte[] answer;

    Scripted(String pathPart, byte[] answer) {
      this.pathPart = pathPart;
      this.answer = answer;
    }
  }

  SimulatedAgent(SimulatedAgentBuilder settings) {
    id = settings.id;
    ledger = settings.ledger;
    firstObservations = settings.firstObservations;
    buffer = new ObservationBuffer(settings.bufferSize, settings.instanceId);
    assets = new AgentAssets(settings.assetBufferSize);
    AgentDocuments documents =
        new AgentDocuments(
            settings.version, settings.sender, settings.namespaces(), settings.bufferSize, faults);
    responder = new AgentResponder(settings, buffer, documents, assets, faults);
    ownNetwork =
        settings.network.isPresent()
            ? Optional.empty()
            : Optional.of(AgentNetwork.start("agent-" + id));
    server =
        new AgentHttpServer(
            settings.port,
            settings.network.or(() -> ownNetwork).orElseThrow(),
            request -> faults.sent(scripted(request).orElseGet(() -> responder.answer(request))));
    firstObservations.apply(settings.instanceId).forEach(this::add);
    server.start();
  }

  private Optional<AgentAnswer> scripted(AgentRequest request) {
    Scripted next = script.peek();
    boolean now = next != null && request.path().contains(next.pathPart) && script.remove(next);
    return now ? Optional.of(AgentAnswer.last(next.answer)) : Optional.empty();
  }

  /** An agent that is fed by {@link #add}; begin with {@code Lathe.agent} for a living one. */
  public static SimulatedAgentBuilder builder() {
    return new SimulatedAgentBuilder();
  }

  /**
   * An agent that holds the observations of recorded streams documents, in sequence order, and
   * serves them as the recorded agent did: same instanceId, sequence numbers and times.
   *
   * @param sampleDocuments MTConnectStreams documents whose sequence numbers continue each other
   * @param devices the MTConnectDevices document that describes them
   */
  public static SimulatedAgentBuilder replay(List<Path> sampleDocuments, Path devices) {
    RecordedDocuments recorded = RecordedDocuments.read(sampleDocuments, devices);
    return builder()
        .id(recorded.sender())
        .sender(recorded.sender())
        .version(recorded.version())
        .instanceId(recorded.instanceId())
        .bufferSize(recorded.bufferSize())
        .streamsNamespaces(recorded.namespaces())
        .probe(recorded::probe)
        .firstObservations(instance -> recorded.observations());
  }

  /** Root URL, for example {@code http://127.0.0.1:41235}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** Name of the agent as the ledger knows it. */
  public String id() {
    return id;
  }

  /** The present instanceId. */
  public long instanceId() {
    return buffer.instanceId();
  }

  /** Sequence number the next observation will get. */
  public long nextSequence() {
    return buffer.nextSequence();
  }

  /** Oldest sequence number still held. */
  public long firstSequence() {
    return buffer.firstSequence();
  }

  /** HTTP requests received so far. */
  public int requests() {
    return server.requests();
  }

  /** Puts an observation into the buffer; its sequence number is given by the agent. */
  public AgentObservation add(AgentObservation observation) {
    AgentObservation added = buffer.append(observation, id, ledger);
    server.observed();
    return added;
  }

  /**
   * Puts a recorded observation into the buffer under its own sequence number; numbers that were
   * not recorded are left out.
   */
  public void replay(AgentObservation observation) {
    buffer.skipTo(observation.sequence());
    add(observation);
  }

  /** Makes an observation known that is older than the buffer: a current request lists it. */
  public void know(AgentObservation observation) {
    buffer.know(observation);
  }

  /** Faults to switch on and off. */
  public AgentFaults faults() {
    return faults;
  }

  /**
   * Puts an asset into the agent, or a new version of it; an AssetChanged observation is up to the
   * caller.
   *
   * @param assetId id of the asset
   * @param xml the whole element, without a namespace declaration
   */
  public void putAsset(String assetId, String xml) {
    String type = xml.strip().substring(1).split("[ />]", 2)[0];
    assets.put(new AgentAssets.Asset(assetId, type, xml, false));
  }

  /**
   * Marks assets as removed, those it holds of them; AssetRemoved observations are up to the
   * caller.
   */
  public void removeAssets(Collection<String> assetIds) {
    assets.remove(assetIds);
  }

  /** Ids of the assets of a type that are not removed; an empty type means all. */
  public List<String> assetIds(String type) {
    return assets.latest(type, Integer.MAX_VALUE, false).stream()
        .map(AgentAssets.Asset::id)
        .toList();
  }

  /** Its devices are described otherwise from now on, without a restart (2.x). */
  public void describe(SimulatedAgentBuilder.Probe probe) {
    responder.describe(probe);
  }

  /** A new instanceId, an empty buffer, sequence numbers from 1 again, all connections cut. */
  public void restart() {
    restart(buffer.instanceId() + 1);
  }

  /** As {@link #restart()}, with an instanceId that may be anything. */
  public void restart(long instance) {
    server.online(false);
    buffer.restart(instance);
    firstObservations.apply(instance).forEach(this::add);
    server.online(true);
  }

  /** Resets all open connections; new ones are accepted. */
  public void cutConnections() {
    server.cutConnections();
  }

  /** Resets all connections, and new ones too, until {@link #online()}; the buffer goes on. */
  public void offline() {
    server.online(false);
  }

  /** Ends {@link #offline()}. */
  public void online() {
    server.online(true);
  }

  /**
   * The next request whose path contains {@code pathPart} gets these bytes as its whole HTTP
   * answer, then the connection is closed. Scripted answers are used in the order given.
   */
  public void answerOnce(String pathPart, byte[] httpAnswer) {
    script.add(new Scripted(pathPart, httpAnswer.clone()));
  }

  /** As {@link #answerOnce(String, byte[])}, for answers that are plain text. */
  public void answerOnce(String pathPart, String httpAnswer) {
    answerOnce(pathPart, httpAnswer.getBytes(StandardCharsets.UTF_8));
  }

  /** True when every scripted answer has been given. */
  public boolean scriptDone() {
    return script.isEmpty();
  }

  @Override
  public void close() {
    server.close();
    ownNetwork.ifPresent(AgentNetwork::close);
  }
}

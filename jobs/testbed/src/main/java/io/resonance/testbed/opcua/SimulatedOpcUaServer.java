package io.resonance.testbed.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * An OPC UA server on 127.0.0.1 that pushes every value exactly once to every monitored item, keeps
 * a bounded history, and can be made to fail as real ones do. All methods may be called from any
 * thread.
 *
 * <p>A produced value has a source timestamp of 100 ns resolution that is above every earlier one
 * of its variable, so (node, source timestamp) identifies it; the {@link ProducedValues} ledger is
 * told of each. Values may be produced while the server is stopped (the machine goes on); they are
 * then found in the history only.
 */
public final class SimulatedOpcUaServer implements AutoCloseable {

  private static final long SEMANTICS_CHANGED = 0x4400L;
  private static final long TICKS_1601_TO_1970 = 116_444_736_000_000_000L;

  private final SimulatedServerSettings settings;
  private final int port;
  private volatile ServerPki pki;
  private final Map<String, VariableState> variables =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, String> nodeIds = new LinkedHashMap<>();
  private final AtomicInteger retransmissionLimit = new AtomicInteger(1_024);
  private final AtomicInteger publishRequestLimit = new AtomicInteger(1_024);
  private final AtomicInteger publishRequestsRefused = new AtomicInteger();
  private final HistoryContinuations continuations = new HistoryContinuations();
  private final SimulatedAlarms alarms;
  private OpcUaServer server;
  private SimulatedNamespace namespace;
  private SimulatedNamespace decoy;
  private final Set<String> writable = new LinkedHashSet<>();
  private Object decoyValue;

  SimulatedOpcUaServer(SimulatedServerSettings settings) throws Exception {
    this.settings = settings;
    this.port = settings.port() == 0 ? freePort() : settings.port();
    this.pki = ServerPki.open(settings.pki(), settings.applicationUri(), settings.name());
    this.alarms = new SimulatedAlarms(settings.namespaceUri());
    for (SimulatedVariable variable : settings.variables()) {
      variables.put(variable.identifier(), new VariableState(variable, settings.historySize()));
      nodeIds.put(variable.identifier(), nodeId(variable.identifier()));
    }
    startServer();
  }

  /** What a server is made of. */
  public static SimulatedOpcUaServerBuilder builder() {
    return new SimulatedOpcUaServerBuilder();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private synchronized void startServer() throws Exception {
    MiloServerFactory factory = new MiloServerFactory(settings, pki, port);
    server = factory.create();
    if (decoyValue != null) {
      startDecoy();
    }
    namespace =
        new SimulatedNamespace(
            server,
            settings.namespaceUri(),
            variables,
            settings.layout(),
            settings.historyOffered(),
            continuations);
    namespace.startup();
    writable.forEach(namespace::allowWrites);
    alarms.connect(server);
    server.startup().get(30, TimeUnit.SECONDS);
    server.addServiceSet(
        MiloServerFactory.PATH,
        new SmallSubscriptionServices(
            server, retransmissionLimit, publishRequestLimit, publishRequestsRefused));
    server.addServiceSet(MiloServerFactory.PATH, new HistoryRelease(server, continuations));
  }

  private void startDecoy() {
    Map<String, VariableState> others = new LinkedHashMap<>();
    for (SimulatedVariable variable : settings.variables()) {
      VariableState other = new VariableState(variable, settings.historySize());
      other.produce(decoyValue, StatusCode.GOOD);
      others.put(variable.identifier(), other);
    }
    decoy =
        new SimulatedNamespace(
            server,
            settings.namespaceUri() + ":decoy",
            others,
            settings.layout(),
            true,
            new HistoryContinuations());
    decoy.startup();
  }

  /** The application name. */
  public String name() {
    return settings.name();
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The URL clients connect to. */
  public String url() {
    return url(port);
  }

  /** The URL of this server behind a proxy on the given port. */
  public String url(int proxyPort) {
    return "opc.tcp://127.0.0.1:" + proxyPort + MiloServerFactory.PATH;
  }

  /** The server's own certificate, to be put into a client's {@code trusted} folder. */
  public X509Certificate certificate() {
    return pki.certificate();
  }

  /** The folder with {@code own}, {@code trusted} and {@code rejected}. */
  public Path pki() {
    return settings.pki();
  }

  /** The variable as clients name it: {@code nsu=<namespace uri>;s=<identifier>}. */
  public String nodeId(String identifier) {
    return "nsu=" + settings.namespaceUri() + ";s=" + identifier;
  }

  /** All variables as clients name them. */
  public List<String> nodeIds() {
    return List.copyOf(nodeIds.values());
  }

  /** Its alarms. */
  public SimulatedAlarms alarms() {
    return alarms;
  }

  /** Produces one good value. */
  public void produce(String identifier, Object value) {
    produce(identifier, value, StatusCodes.Good);
  }

  /** Produces one value with the given 32-bit status code. */
  public void produce(String identifier, Object value, long statusCode) {
    produced(identifier, state(identifier).produce(value, new StatusCode(statusCode)));
  }

  /**
   * Produces one good value with the given source timestamp, or, where the variable has one that is
   * not earlier, with the next.
   */
  public void produceAt(String identifier, Object value, Instant sourceTime) {
    produced(
        identifier, state(identifier).produce(value, StatusCode.GOOD, new DateTime(sourceTime)));
  }

  private void produced(String identifier, long ticks) {
    settings.ledger().produced(name(), nodeIds.get(identifier), (ticks - TICKS_1601_TO_1970) * 100);
  }

  /**
   * Pushes a value with its status and times just as they are, absent ones too; the ledger and the
   * history are not told.
   */
  public void push(String identifier, DataValue value) {
    state(identifier).push(value);
  }

  /** A structure of one of the {@link SampleDataTypes}, with what the encoder is told to write. */
  public synchronized ExtensionObject structure(String type, Consumer<OpcUaBinaryEncoder> body) {
    ByteBuf bytes = Unpooled.buffer();
    OpcUaBinaryEncoder encoder = new OpcUaBinaryEncoder(server.getStaticEncodingContext());
    encoder.setBuffer(bytes);
    body.accept(encoder);
    return namespace.structure(type, ByteString.of(ByteBufUtil.getBytes(bytes)));
  }

  /**
   * Gives an analog variable another unit and produces a value whose status says so
   * (SemanticsChanged, Part 4, 7.39).
   */
  public synchronized void changeUnit(String identifier, EngineeringUnit unit, Object value) {
    namespace.unit(identifier, unit);
    produce(identifier, value, SEMANTICS_CHANGED);
  }

  /**
   * Produces values faster than any client fetches them, so that an item queue shorter than this
   * overflows.
   */
  public void overflow(String identifier, List<?> values) {
    values.forEach(value -> produce(identifier, value));
  }

  /** Keeps at most the given number of messages for retransmission from now on. */
  public void retransmissionQueue(int messages) {
    retransmissionLimit.set(messages);
  }

  /** Queues at most the given number of Publish requests of a session from now on. */
  public void publishRequestQueue(int requests) {
    publishRequestLimit.set(requests);
  }

  /** How many Publish requests were refused for {@link #publishRequestQueue}. */
  public int publishRequestsRefused() {
    return publishRequestsRefused.get();
  }

  /** Where the variables are; a change counts from the next start of the server. */
  public AddressSpaceLayout layout() {
    return settings.layout();
  }

  /** Lets clients write a variable, from now on and after every restart. */
  public synchronized void allowWrites(String identifier) {
    writable.add(identifier);
    if (namespace != null) {
      namespace.allowWrites(identifier);
    }
  }

  /** What clients have written to a variable, with its source timestamps, in their order. */
  public List<DataValue> writes(String identifier) {
    return state(identifier).writes();
  }

  /** Adds a variable at a path while the server runs. */
  public synchronized void add(SimulatedVariable variable, String path) {
    VariableState state = new VariableState(variable, settings.historySize());
    settings.layout().place(variable.identifier(), path);
    variables.put(variable.identifier(), state);
    nodeIds.put(variable.identifier(), nodeId(variable.identifier()));
    if (namespace != null) {
      namespace.add(state);
    }
  }

  /** Deletes a variable: reads, subscriptions and items on it fail from now on. */
  public synchronized void badNode(String identifier) {
    state(identifier).deleted(new StatusCode(StatusCodes.Bad_NodeIdUnknown));
    if (namespace != null) {
      namespace.delete(identifier);
    }
  }

  /** Makes a deleted variable anew: it can be monitored again from now on. */
  public synchronized void restoreNode(String identifier) {
    if (namespace != null) {
      namespace.add(state(identifier));
    }
  }

  /**
   * Starts the server process again with a namespace more, before its own: every namespace index
   * shifts, and under its old indexes every variable is now somebody else's, which says {@code
   * value}.
   */
  public synchronized void restartRenumbered(Object value) throws Exception {
    stop();
    decoyValue = value;
    start();
  }

  /**
   * Ends the server process: connections, sessions and subscriptions are gone, history and machine
   * stay.
   */
  public synchronized void stop() throws IOException {
    if (server == null) {
      return;
    }
    alarms.disconnect();
    namespace.shutdown();
    if (decoy != null) {
      decoy.shutdown();
      decoy = null;
    }
    try {
      server.shutdown().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while stopping the simulated server " + name(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("The simulated server " + name() + " did not stop", e);
    }
    server = null;
    namespace = null;
    variables.values().forEach(VariableState::forgetItems);
  }

  /** Starts the server process again, on the same port. */
  public synchronized void start() throws Exception {
    if (server == null) {
      startServer();
    }
  }

  /** {@link #stop()} and {@link #start()}. */
  public synchronized void restart() throws Exception {
    stop();
    start();
  }

  /**
   * Starts the server process again with a new key and certificate, which clients do not know yet.
   */
  public synchronized void restartWithNewCertificate() throws Exception {
    stop();
    pki.discard();
    pki = ServerPki.open(settings.pki(), settings.applicationUri(), settings.name());
    start();
  }

  /** Subscriptions that exist now, with or without a session. */
  public synchronized int subscriptionCount() {
    return server == null ? 0 : server.getSubscriptions().size();
  }

  /** The ids of {@link #subscriptionCount()} subscriptions. */
  public synchronized List<Long> subscriptionIds() {
    return server == null
        ? List.of()
        : server.getSubscriptions().keySet().stream().map(UInteger::longValue).toList();
  }

  /** Monitored items of all subscriptions now, also those on deleted variables. */
  public synchronized int monitoredItemCount() {
    return server == null
        ? 0
        : server.getSubscriptions().values().stream()
            .mapToInt(subscription -> subscription.getMonitoredItems().size())
            .sum();
  }

  /** Monitored items on a variable now. */
  public int monitoredItems(String identifier) {
    return state(identifier).itemCount();
  }

  /** Sessions that exist now. */
  public synchronized int sessionCount() {
    return server == null ? 0 : server.getSessionManager().getAllSessions().size();
  }

  /** How far clients have come with histories that do not fit into one answer. */
  public HistoryContinuations historyContinuations() {
    return continuations;
  }

  private VariableState state(String identifier) {
    VariableState state = variables.get(identifier);
    if (state == null) {
      throw new IllegalArgumentException(
          "The simulated server %s has no variable %s but %s"
              .formatted(name(), identifier, variables.keySet()));
    }
    return state;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}

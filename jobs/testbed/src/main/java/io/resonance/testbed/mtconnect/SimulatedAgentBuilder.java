package io.resonance.testbed.mtconnect;

import io.resonance.testbed.mtconnect.buffer.AgentLedger;
import io.resonance.testbed.mtconnect.buffer.AgentObservation;
import io.resonance.testbed.mtconnect.network.AgentNetwork;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Settings of a {@link SimulatedAgent}; every one has a default. */
public final class SimulatedAgentBuilder {
  String id = "agent";
  String sender = "simulated-agent";
  String version = "2.0.0.12";
  int port;
  int bufferSize = 16_384;
  long instanceId = 1_700_000_000L;
  OptionalInt errorStatus = OptionalInt.empty();
  AgentFraming framing = AgentFraming.CONTENT_LENGTH;
  AgentLedger ledger = AgentLedger.none();
  Probe probe = SimulatedAgentBuilder::emptyProbe;
  LongFunction<List<AgentObservation>> firstObservations = instance -> List.of();
  Optional<AgentNetwork> network = Optional.empty();
  List<AgentFormat> formats = List.of(AgentFormat.XML);
  AgentCompression compression = AgentCompression.NONE;
  String authorization = "";
  int assetBufferSize = 1_024;
  private String streamsNamespaces = "";

  SimulatedAgentBuilder() {}

  /** Writes the MTConnectDevices document. */
  @FunctionalInterface
  public interface Probe {
    /** The document, with these attributes in its Header. */
    byte[] write(String headerAttributes);
  }

  /** Name the ledger is told; default {@code agent}. */
  public SimulatedAgentBuilder id(String name) {
    id = name;
    return this;
  }

  /** Header attribute sender. */
  public SimulatedAgentBuilder sender(String name) {
    sender = name;
    return this;
  }

  /** Header attribute version, as in {@code 1.3.0.17}. */
  public SimulatedAgentBuilder version(String agentVersion) {
    version = agentVersion;
    return this;
  }

  /** TCP port on 127.0.0.1; 0, the default, takes a free one. */
  public SimulatedAgentBuilder port(int tcpPort) {
    port = tcpPort;
    return this;
  }

  /** Shares the thread of other agents; by default an agent has a network of its own. */
  public SimulatedAgentBuilder network(AgentNetwork shared) {
    network = Optional.of(shared);
    return this;
  }

  /** Observations the buffer holds; default 16384. */
  public SimulatedAgentBuilder bufferSize(int observations) {
    bufferSize = observations;
    return this;
  }

  /** First instanceId; a restart adds one. */
  public SimulatedAgentBuilder instanceId(long instance) {
    instanceId = instance;
    return this;
  }

  /** HTTP status of MTConnectError documents: 200, 400 or 404; by default each has its own. */
  public SimulatedAgentBuilder errorStatus(int httpStatus) {
    if (httpStatus != 200 && httpStatus != 400 && httpStatus != 404) {
      throw new IllegalArgumentException(
          "Agents answer errors with HTTP status 200, 400 or 404, not " + httpStatus);
    }
    errorStatus = OptionalInt.of(httpStatus);
    return this;
  }

  /** How streamed documents are framed. */
  public SimulatedAgentBuilder framing(AgentFraming kind) {
    framing = kind;
    return this;
  }

  /**
   * What documents can be had in; the first is what a client gets that accepts none of them.
   * Default: XML only.
   */
  public SimulatedAgentBuilder formats(AgentFormat first, AgentFormat... others) {
    formats = Stream.concat(Stream.of(first), Arrays.stream(others)).toList();
    return this;
  }

  /** What is compressed for clients that accept gzip; default nothing. */
  public SimulatedAgentBuilder compression(AgentCompression what) {
    compression = what;
    return this;
  }

  /** Only requests with this Authorization header are answered; all others get status 401. */
  public SimulatedAgentBuilder authorization(String headerValue) {
    authorization = headerValue;
    return this;
  }

  /** Assets the agent holds; default 1024. */
  public SimulatedAgentBuilder assetBufferSize(int assets) {
    assetBufferSize = assets;
    return this;
  }

  /** Is told of every observation. */
  public SimulatedAgentBuilder ledger(AgentLedger counting) {
    ledger = counting;
    return this;
  }

  /** The answer to probe requests. */
  public SimulatedAgentBuilder probe(Probe writer) {
    probe = writer;
    return this;
  }

  /** What the buffer holds after a start and after each restart, given the instanceId. */
  public SimulatedAgentBuilder firstObservations(LongFunction<List<AgentObservation>> first) {
    firstObservations = first;
    return this;
  }

  /** Attributes of the root element of streams documents. */
  public SimulatedAgentBuilder streamsNamespaces(String attributes) {
    streamsNamespaces = attributes;
    return this;
  }

  /** Starts the agent. */
  public SimulatedAgent start() {
    return new SimulatedAgent(this);
  }

  // The reference agent refuses a count larger than its buffer.
  long mostCount() {
    return Math.max(bufferSize, 1);
  }

  String namespaces() {
    return streamsNamespaces.isEmpty()
        ? "xmlns=\"urn:mtconnect.org:MTConnectStreams:%s\"".formatted(schemaVersion())
        : streamsNamespaces;
  }

  private String schemaVersion() {
    String[] parts = version.split("\\.");
    return parts[0] + "." + parts[1];
  }

  private static byte[] emptyProbe(String header) {
    return ("<MTConnectDevices xmlns=\"urn:mtconnect.org:MTConnectDevices:2.0\"><Header"
            + header
            + "/><Devices/></MTConnectDevices>")
        .getBytes(StandardCharsets.UTF_8);
  }
}

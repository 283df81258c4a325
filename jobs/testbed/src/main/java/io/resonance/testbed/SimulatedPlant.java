package io.resonance.testbed;

import io.resonance.testbed.ledger.ValueLedger;
import io.resonance.testbed.mes.SimulatedMes;
import io.resonance.testbed.mes.SimulatedMesOptions;
import io.resonance.testbed.mtconnect.SimulatedAgent;
import io.resonance.testbed.mtconnect.lathe.Lathe;
import io.resonance.testbed.mtconnect.lathe.LatheDriver;
import io.resonance.testbed.network.TcpFaultProxy;
import io.resonance.testbed.opcua.Mill;
import io.resonance.testbed.opcua.Oven;
import io.resonance.testbed.opcua.PacedDriver;
import io.resonance.testbed.opcua.SimulatedMachine;
import io.resonance.testbed.opcua.SimulatedOpcUaServer;
import io.resonance.testbed.opcua.SimulatedOpcUaServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A plant in a box: a mill and an oven behind OPC UA servers, a lathe behind an MTConnect agent,
 * and a MES, all listening on 127.0.0.1 and all keeping their books in one {@link ValueLedger}. The
 * mill's server and the lathe's agent are reached through proxies that can cut the line.
 */
public final class SimulatedPlant implements AutoCloseable {

  public static final String MILL_SERVER = "mill-server";
  public static final String OVEN_SERVER = "oven-server";
  public static final String LATHE_AGENT = "lathe-agent";

  private static final double LATHE_OBSERVATIONS_PER_SECOND = 100;
  private static final double MILL_HZ = 10;
  private static final double OVEN_HZ = 5;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Deque<AutoCloseable> drivers = new ArrayDeque<>();
  private final Mill mill;
  private final SimulatedOpcUaServer millServer;
  private final SimulatedOpcUaServer ovenServer;
  private final TcpFaultProxy millLine;
  private final TcpFaultProxy latheLine;
  private final SimulatedAgent agent;
  private final SimulatedMes mes;

  /**
   * Ports of 127.0.0.1; 0 takes a free one.
   *
   * @param mill the line to the mill's server
   * @param oven the oven's server
   * @param lathe the lathe's agent
   * @param mes the MES
   */
  public record PlantPorts(int mill, int oven, int lathe, int mes) {
    /** Free ports for all. */
    public static PlantPorts free() {
      return new PlantPorts(0, 0, 0, 0);
    }
  }

  /**
   * What may differ from plant to plant.
   *
   * @param seed of all signals
   * @param agentBuffer observations the lathe's agent holds
   * @param history whether the servers can give back what they sent
   */
  public record PlantShape(long seed, int agentBuffer, History history) {

    /** What servers remember. */
    public enum History {
      KEPT,
      NONE
    }

    /** The plant of the demo. */
    public static PlantShape standard() {
      return new PlantShape(45288, 16_384, History.KEPT);
    }
  }

  private SimulatedPlant(Path folder, ValueLedger ledger, PlantPorts ports, PlantShape shape)
      throws Exception {
    try {
      mill = new Mill(shape.seed());
      millServer =
          started(server(MILL_SERVER, folder, "urn:resonance:demo:mill", mill, ledger), shape);
      InetSocketAddress behind =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), millServer.port());
      millLine = opened(TcpFaultProxy.to(ports.mill(), behind));
      Oven oven = new Oven(shape.seed());
      ovenServer =
          started(
              server(OVEN_SERVER, folder, "urn:resonance:demo:oven", oven, ledger)
                  .port(ports.oven()),
              shape);
      Lathe lathe = new Lathe("lathe-01", "Lathe", shape.seed());
      agent =
          opened(
              lathe
                  .agent()
                  .id(LATHE_AGENT)
                  .bufferSize(shape.agentBuffer())
                  .ledger(
                      (id, instance, sequence, item, time) ->
                          ledger.producedByAgent(id, instance, sequence, time))
                  .start());
      latheLine =
          opened(
              TcpFaultProxy.to(
                  ports.lathe(),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), agent.url().getPort())));
      mes = opened(SimulatedMes.start(SimulatedMesOptions.plain().onPort(ports.mes())));
      drivers.push(PacedDriver.start(millServer, mill, MILL_HZ));
      drivers.push(PacedDriver.start(ovenServer, oven, OVEN_HZ));
      drivers.push(LatheDriver.start(lathe, agent, LATHE_OBSERVATIONS_PER_SECOND));
    } catch (Exception failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts all of it; the machines begin to produce at once.
   *
   * @param folder where the servers keep their certificates
   */
  public static SimulatedPlant start(Path folder, ValueLedger ledger, PlantPorts ports)
      throws Exception {
    return start(folder, ledger, ports, PlantShape.standard());
  }

  /** Starts a plant of another shape. */
  public static SimulatedPlant start(
      Path folder, ValueLedger ledger, PlantPorts ports, PlantShape shape) throws Exception {
    return new SimulatedPlant(folder, ledger, ports, shape);
  }

  private SimulatedOpcUaServer started(SimulatedOpcUaServerBuilder server, PlantShape shape)
      throws Exception {
    return opened(
        switch (shape.history()) {
          case KEPT -> server.start();
          case NONE -> server.withoutHistory().start();
        });
  }

  private static SimulatedOpcUaServerBuilder server(
      String name, Path folder, String namespace, SimulatedMachine machine, ValueLedger ledger) {
    return SimulatedOpcUaServer.builder()
        .name(name)
        .pki(folder.resolve(name))
        .namespaceUri(namespace)
        .machine(machine)
        .ledger(ledger::producedByNode);
  }

  /**
   * Makes the servers and a client trust each other, as a deployer does once by hand.
   *
   * @param clientPki the client's folder with {@code own} and {@code trusted}; its own certificate
   *     must be there
   */
  public void introduce(Path clientPki) throws IOException, CertificateEncodingException {
    Files.createDirectories(clientPki.resolve("trusted"));
    for (SimulatedOpcUaServer server : new SimulatedOpcUaServer[] {millServer, ovenServer}) {
      Files.write(
          clientPki.resolve("trusted/" + server.name() + ".der"),
          server.certificate().getEncoded());
      Files.copy(
          clientPki.resolve("own/certificate.pem"),
          server.pki().resolve("trusted/resonance.pem"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public String millUrl() {
    return millServer.url(millLine.port());
  }

  public String ovenUrl() {
    return ovenServer.url();
  }

  public String latheUrl() {
    return "http://127.0.0.1:" + latheLine.port();
  }

  /** The MES, with its own books. */
  public SimulatedMes mes() {
    return mes;
  }

  /** The mill, to make its coolant overheat or its tool break. */
  public Mill mill() {
    return mill;
  }

  /** The line to the mill's server, to cut and restore it. */
  public TcpFaultProxy millLine() {
    return millLine;
  }

  /** The line to the lathe's agent, to cut and restore it. */
  public TcpFaultProxy latheLine() {
    return latheLine;
  }

  /** The mill's server, to restart it or overfill its queues. */
  public SimulatedOpcUaServer millServer() {
    return millServer;
  }

  /** The oven's server, to restart it. */
  public SimulatedOpcUaServer ovenServer() {
    return ovenServer;
  }

  /** The lathe's agent, to restart it. */
  public SimulatedAgent agent() {
    return agent;
  }

  /** Ends production; servers and agent stay up, so that what was produced can still be fetched. */
  public void stopMachines() throws IOException {
    closeAll(drivers);
  }

  @Override
  public void close() throws IOException {
    closeAll(drivers);
    closeAll(opened);
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  /** Closes from the last to the first; a failure does not keep the others from being closed. */
  private static void closeAll(Deque<AutoCloseable> parts) throws IOException {
    IOException failure = null;
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception failed) {
        IOException told =
            new IOException(part.getClass().getSimpleName() + " could not be ended", failed);
        if (failure == null) {
          failure = told;
        } else {
          failure.addSuppressed(told);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

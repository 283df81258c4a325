package io.resonance.benchmark.milo;

import io.resonance.benchmark.child.ChildPart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * A Milo server with the variables of the {@link Load}. It either fills the queue of every
 * monitored item anew as soon as it was emptied, so that it always has as much to send as a client
 * can take and never overflows, or gives each item a fixed number of values a second.
 */
public final class LoadServer implements ChildPart {

  public static final String NAME = "server";

  /** The ports it listens on, joined by commas; each is an endpoint of its own. */
  public static final String PORTS = "ports";

  /** Values of one item in a second, or {@link #SATURATED}. */
  public static final String HERTZ = "hertz";

  public static final String SATURATED = "saturated";

  /** Name of a {@link Protection}. */
  public static final String PROTECTION = "protection";

  /** Folder of the {@link Certificates}. */
  public static final String CERTIFICATES = "certificates";

  /** Its URLs in the order of the ports, joined by commas. */
  public static final String URLS = "urls";

  /** Total of the values it has put into queues. */
  public static final String VALUES = "values";

  private final OpcUaServer server;
  private final Filler filler;
  private final Thread filling;
  private final List<Integer> ports;

  LoadServer(Map<String, String> settings) throws Exception {
    ports = Arrays.stream(settings.get(PORTS).split(",")).map(Integer::valueOf).toList();
    String hertz = settings.get(HERTZ);
    filler =
        hertz.equals(SATURATED)
            ? new SaturatingFiller()
            : new PacedFiller(Double.parseDouble(hertz));
    filling = new Thread(filler, "fill-items");
    server =
        new OpcUaServer(
            LoadServerConfig.of(
                ports,
                Protection.valueOf(settings.get(PROTECTION)),
                new Certificates(Path.of(settings.get(CERTIFICATES)))),
            profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    new LoadNamespace(server, filler).startup();
    server.startup().get(30, TimeUnit.SECONDS);
    // Milo only logs that a port is taken.
    if (server.getBoundEndpoints().size() < server.getConfig().getEndpoints().size()) {
      throw new IllegalStateException("A port of %s is taken; try again.".formatted(ports));
    }
    filling.setDaemon(true);
    filling.start();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        URLS,
        ports.stream()
            .map(port -> "opc.tcp://127.0.0.1:" + port + LoadServerConfig.PATH)
            .collect(Collectors.joining(",")));
  }

  @Override
  public Map<String, Long> totals() {
    return Map.of(VALUES, filler.filled());
  }

  @Override
  public void stop() throws Exception {
    // The process ends, and its connections with it; an orderly end of hundreds takes long.
    filler.stop();
    filling.join();
  }
}

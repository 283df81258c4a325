package io.resonance.testbed.mtconnect.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server on 127.0.0.1 that can cut its connections in the middle of an answer as a
 * plant network does.
 */
public final class AgentHttpServer implements AutoCloseable, AgentNetwork.Ready {
  private static final Logger LOG = LoggerFactory.getLogger(AgentHttpServer.class);
  private static final int MOST_CONNECTIONS = 256;

  private final ServerSocketChannel listening;
  private final int port;
  private final AgentNetwork network;
  private final Function<AgentRequest, AgentAnswer> answers;
  private final Set<AgentConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean online = true;

  /**
   * @param port 0 for any free one
   * @param network carries the connections
   * @param answers called on the thread of the network
   */
  public AgentHttpServer(
      int port, AgentNetwork network, Function<AgentRequest, AgentAnswer> answers) {
    this.network = network;
    this.answers = answers;
    try {
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
      listening.configureBlocking(false);
      this.port = listening.socket().getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Port %d of 127.0.0.1 cannot be used: %s. Choose another or 0 for any free one."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Answers from now on. */
  public void start() {
    network.execute(
        () -> {
          try {
            network.register(listening, SelectionKey.OP_ACCEPT, this);
          } catch (IOException e) {
            LOG.debug("Port {} was closed before it listened", port, e);
          }
        });
  }

  public int port() {
    return port;
  }

  public int requests() {
    return requests.get();
  }

  int openConnections() {
    return connections.size();
  }

  public void online(boolean now) {
    online = now;
    if (!now) {
      cutConnections();
    }
  }

  /** Resets every connection at once, in the middle of whatever is being sent. */
  public void cutConnections() {
    connections.forEach(AgentConnection::reset);
  }

  /** Streams that wait for an observation go on; from any thread. */
  public void observed() {
    connections.forEach(AgentConnection::observed);
  }

  @Override
  public void close() {
    online = false;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.debug("Closing port {}", port, e);
    }
    cutConnections();
    // The selector lets go of a closed channel only when it looks again.
    network.execute(() -> {});
  }

  @Override
  public void ready() throws IOException {
    for (SocketChannel socket = listening.accept(); socket != null; socket = listening.accept()) {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      AgentConnection connection = new AgentConnection(socket, network, this);
      connections.add(connection);
      if (!online || connections.size() > MOST_CONNECTIONS) {
        connection.reset();
      }
    }
  }

  AgentAnswer answer(AgentRequest request) {
    requests.incrementAndGet();
    return answers.apply(request);
  }

  void forget(AgentConnection closed) {
    connections.remove(closed);
  }

  public static byte[] head(int status, String contentType, String more) {
    return "HTTP/1.1 %d %s\r\nServer: SimulatedAgent\r\nContent-Type: %s\r\n%s\r\n"
        .formatted(status, status == 200 ? "OK" : "Refused", contentType, more)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}

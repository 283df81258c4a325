package io.resonance.testbed.mtconnect.network;

import io.resonance.testbed.mtconnect.SimulatedAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTPS before an agent, as a plant's reverse proxy gives it: ends TLS and passes the bytes on, two
 * daemon threads for each connection.
 */
public final class AgentTlsFront implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentTlsFront.class);

  /** What is asked of clients. */
  public enum Clients {
    /** Anybody may come. */
    ANYBODY,
    /** Only who shows a certificate that the context trusts. */
    WITH_CERTIFICATE
  }

  private final SSLServerSocket listening;
  private final int agentPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private AgentTlsFront(SSLServerSocket listening, int agentPort) {
    this.listening = listening;
    this.agentPort = agentPort;
    start("tls-accept-" + listening.getLocalPort(), this::accept);
  }

  /**
   * Listens on a free port of 127.0.0.1.
   *
   * @param agent takes what comes
   * @param context holds the server's key, and whom it trusts
   * @param clients who may come
   */
  public static AgentTlsFront before(SimulatedAgent agent, SSLContext context, Clients clients)
      throws IOException {
    SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 64, InetAddress.getLoopbackAddress());
    listening.setNeedClientAuth(clients == Clients.WITH_CERTIFICATE);
    return new AgentTlsFront(listening, agent.url().getPort());
  }

  /** Root URL, for example {@code https://localhost:41235}. */
  public URI url() {
    return URI.create("https://localhost:" + listening.getLocalPort());
  }

  @Override
  public void close() {
    quietly(listening::close);
    open.forEach(socket -> quietly(socket::close));
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        SSLSocket client = (SSLSocket) listening.accept();
        Socket agent = new Socket(InetAddress.getLoopbackAddress(), agentPort);
        agent.setTcpNoDelay(true);
        open.add(client);
        open.add(agent);
        start("tls-to-agent", () -> pass(client, agent));
        start("tls-to-client", () -> pass(agent, client));
      } catch (IOException e) {
        LOG.debug("A TLS connection was not made", e);
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[16 * 1024];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        out.write(bytes, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      LOG.debug("A TLS connection ended", e);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Something that may fail. */
  @FunctionalInterface
  private interface Closing {
    void close() throws IOException;
  }

  private static void quietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      LOG.debug("Closing a TLS front", e);
    }
  }
}

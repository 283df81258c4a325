package io.resonance.testbed.mtconnect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server on 127.0.0.1, one daemon thread per connection, that can cut its
 * connections in the middle of an answer as a plant network does.
 */
final class AgentHttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentHttpServer.class);
  private static final int MOST_CONNECTIONS = 256;
  private static final int LONGEST_LINE = 16 * 1024;

  private final ServerSocket listening;
  private final Answer answer;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean online = true;
  private volatile boolean closed;

  /** Writes a whole HTTP answer; false means that the connection must be closed after it. */
  @FunctionalInterface
  interface Answer {
    boolean write(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /** Request line and headers; header names in lower case. */
  record Request(String path, Map<String, String> query, Map<String, String> headers) {}

  AgentHttpServer(int port, Answer answer) {
    this.answer = answer;
    try {
      listening = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Port %d of 127.0.0.1 cannot be used: %s. Choose another or 0 for any free one."
              .formatted(port, e.getMessage()),
          e);
    }
    start("agent-accept-" + port(), this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  int openConnections() {
    return connections.size();
  }

  void online(boolean now) {
    online = now;
    if (!now) {
      cutConnections();
    }
  }

  /** Resets every connection at once, in the middle of whatever is being sent. */
  void cutConnections() {
    connections.forEach(AgentHttpServer::reset);
  }

  @Override
  public void close() {
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      LOG.debug("Closing port {}", port(), e);
    }
    cutConnections();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listening.accept();
        if (!online || connections.size() >= MOST_CONNECTIONS) {
          reset(socket);
        } else {
          socket.setTcpNoDelay(true);
          connections.add(socket);
          start("agent-" + port(), () -> serve(socket));
        }
      } catch (IOException e) {
        LOG.debug("No longer listening on {}", port(), e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more && !closed) {
        String requestLine = line(in);
        if (requestLine.isEmpty()) {
          return;
        }
        requests.incrementAndGet();
        more = answer.write(request(requestLine, in), socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      LOG.debug("A connection to {} ended", port(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  private static Request request(String requestLine, InputStream in) throws IOException {
    String[] words = requestLine.split(" ");
    URI target =
        URI.create(words.length > 1 ? words[1].replace("[", "%5B").replace("]", "%5D") : "/");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(colon, 0)).toLowerCase(java.util.Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    Map<String, String> query = new TreeMap<>();
    if (target.getQuery() != null) {
      for (String pair : target.getQuery().split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
      }
    }
    return new Request(target.getPath(), query, headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() > LONGEST_LINE) {
        throw new IOException("A request line is longer than " + LONGEST_LINE + " bytes");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  static byte[] head(int status, String contentType, String more) {
    return "HTTP/1.1 %d %s\r\nServer: SimulatedAgent\r\nContent-Type: %s\r\n%s\r\n"
        .formatted(status, status == 200 ? "OK" : "Refused", contentType, more)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void reset(Socket socket) {
    try (socket) {
      // Zero linger sends RST instead of FIN: the peer sees a broken connection, not an end.
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      LOG.debug("The connection was closed already", e);
    } catch (IOException e) {
      LOG.debug("Cutting a connection", e);
    }
  }
}

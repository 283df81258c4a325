package io.resonance.testbed.mtconnect.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on the way to agents (RFC 9110, 7.7 and 9.3.6). */
public final class AgentProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final String wanted;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private AgentProxy(ServerSocket listening, String wanted) {
    this.listening = listening;
    this.wanted = wanted;
    start(this::accept);
  }

  /** Lets everybody through. */
  public static AgentProxy open() throws IOException {
    return new AgentProxy(listening(), "");
  }

  /** Wants basic authentication. */
  public static AgentProxy guarded(String user, String password) throws IOException {
    String secret = user + ":" + password;
    return new AgentProxy(
        listening(),
        "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Root URL, for example {@code http://127.0.0.1:41235}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Request lines it was sent. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket each : sockets) {
      each.close();
    }
  }

  private Socket proxied(Socket client) throws IOException {
    String head = head(client.getInputStream());
    while (!wanted.isEmpty() && !head.contains(wanted)) {
      requests.add("407 " + head.lines().findFirst().orElse(""));
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic"
                      + " realm=\"plant\"\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      head = head(client.getInputStream());
    }
    String[] words = head.split(" ", 3);
    requests.add(words[0] + " " + words[1]);
    if (words[0].equals("CONNECT")) {
      Socket server = to(URI.create("http://" + words[1]));
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      return server;
    }
    // One request per connection is enough: what follows would name the proxy's form of the URL.
    URI target = URI.create(words[1]);
    Socket server = to(target);
    String path =
        target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
    String rest = words[2].replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
    server
        .getOutputStream()
        .write((words[0] + " " + path + " " + rest).getBytes(StandardCharsets.ISO_8859_1));
    return server;
  }

  private static Socket to(URI target) throws IOException {
    return new Socket(target.getHost(), target.getPort());
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The client closed");
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        sockets.add(client);
        start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = proxied(client)) {
      sockets.add(server);
      start(() -> pump(client, server));
      copy(server.getInputStream(), client.getOutputStream());
    } catch (IOException ended) {
      requests.add("ended: " + ended.getMessage());
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      requests.add("ended: " + ended.getMessage());
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[16 * 1024];
    for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
      out.write(piece, 0, length);
      out.flush();
    }
  }

  private static void start(Runnable body) {
    Thread thread = new Thread(body, "agent-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}

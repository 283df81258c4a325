package io.resonance.connector.mes.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every ClientHello with the ServerHello of a server that knows TLS 1.0 and nothing newer;
 * the JDK's own server no longer can.
 */
final class Tls10Server implements AutoCloseable {

  // RFC 2246, 7.4.1.3: version 3.1, random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, null
  private static final byte[] SERVER_HELLO =
      HexFormat.of().parseHex("160301002a" + "02000026" + "0301" + "5a".repeat(32) + "00002f00");

  private static final Logger LOGGER = LoggerFactory.getLogger(Tls10Server.class);

  private final ServerSocket listening;

  Tls10Server() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "tls-1.0");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.getOutputStream().write(SERVER_HELLO);
        // the client hangs up; what it says until then does not matter
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException hungUp) {
        LOGGER.debug("A client hung up, or this server was closed.", hungUp);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}

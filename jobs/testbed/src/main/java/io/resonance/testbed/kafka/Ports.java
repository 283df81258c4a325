package io.resonance.testbed.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of 127.0.0.1. */
public final class Ports {

  private Ports() {}

  /** A port nobody listens on at this moment. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException("This machine has no free port on 127.0.0.1", none);
    }
  }

  /**
   * The port, if nobody listens on it.
   *
   * @throws PortInUseException otherwise; its message names the port and what wanted it
   */
  public static int require(int port, String wantedBy) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return port;
    } catch (IOException taken) {
      throw new PortInUseException(port, wantedBy, taken);
    }
  }
}

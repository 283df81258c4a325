package io.resonance.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class TcpFaultProxyTest {

  @Test
  void passesHoldsBackCutsAndRestores() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, here);
        TcpFaultProxy proxy = TcpFaultProxy.to(server.getLocalPort());
        Socket client = new Socket(here, proxy.port());
        Socket accepted = server.accept()) {
      client.setSoTimeout(2_000);
      accepted.getOutputStream().write(1);
      assertThat(client.getInputStream().read()).isEqualTo(1);

      proxy.blackhole();
      accepted.getOutputStream().write(2);
      client.setSoTimeout(200);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.restore();
      client.setSoTimeout(2_000);
      assertThat(client.getInputStream().read()).isEqualTo(2);

      proxy.cut();
      assertThatThrownBy(
              () -> {
                if (client.getInputStream().read() < 0) {
                  throw new IOException("closed");
                }
              })
          .isInstanceOf(IOException.class);

      proxy.restore();
      try (Socket again = new Socket(here, proxy.port());
          Socket acceptedAgain = server.accept()) {
        acceptedAgain.getOutputStream().write(3);
        assertThat(again.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  @Test
  void changesOneBitOnce() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, here);
        TcpFaultProxy proxy = TcpFaultProxy.to(server.getLocalPort());
        Socket client = new Socket(here, proxy.port());
        Socket accepted = server.accept()) {
      client.setSoTimeout(2_000);
      proxy.corrupt();
      accepted.getOutputStream().write(4);
      assertThat(client.getInputStream().read()).isEqualTo(5);
      accepted.getOutputStream().write(4);
      assertThat(client.getInputStream().read()).isEqualTo(4);
    }
  }
}

package io.resonance.connector.opcua.client;

import com.digitalpetri.netty.fsm.ChannelFsm;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;

/**
 * Knows whether a session lives on over a new connection. Milo activates it again by itself one
 * second after its connection broke, and makes another session if the server refuses; this tells
 * the two apart.
 */
final class SessionWatch implements SessionActivityListener {

  /** Milo waits one second, then connects; a server that needs longer is connected to anew. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final OpcUaClient client;
  private final NodeId sessionId;
  private int activations;
  private int seen;
  private boolean replaced;

  SessionWatch(OpcUaClient client, NodeId sessionId) {
    this.client = client;
    this.sessionId = sessionId;
    client.addSessionActivityListener(this);
  }

  @Override
  public synchronized void onSessionActive(UaSession session) {
    replaced |= !session.getSessionId().equals(sessionId);
    activations++;
    notifyAll();
  }

  /** Waits until the session is active again; false if it is not, or not the same. */
  boolean awaitResumed() throws InterruptedException {
    closeChannel();
    synchronized (this) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (activations == seen) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      seen = activations;
      return !replaced;
    }
  }

  /** A connection that only fell silent has to be ended first, unless that was done meanwhile. */
  private void closeChannel() {
    synchronized (this) {
      if (activations != seen) {
        return;
      }
    }
    if (client.getTransport() instanceof OpcTcpClientTransport transport) {
      ChannelFsm fsm = transport.getChannelFsm();
      Channel channel = fsm.getChannel().getNow(null);
      if (channel != null) {
        var unused = channel.close();
      }
    }
  }
}

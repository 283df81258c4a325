package io.resonance.testbed.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy on 127.0.0.1 with faults at the push of a button. All methods may be called from any
 * thread.
 *
 * <p>{@link #cut()} resets every connection and refuses new ones; {@link #blackhole()} keeps
 * connections open but passes nothing; {@link #throttle(long)} limits the rate; {@link #truncate()}
 * cuts a message off in the middle; {@link #corrupt()} changes a bit of one; {@link #loseAnswer()}
 * swallows what a server has sent; {@link #restore()} ends them all (bytes held back by a black
 * hole are then delivered, as a network that was slow would).
 */
public final class TcpFaultProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpFaultProxy.class);

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private boolean cut;
  private boolean blackhole;
  private boolean closed;
  private volatile long bytesPerSecond = Long.MAX_VALUE;
  private final AtomicBoolean truncating = new AtomicBoolean();
  private final AtomicBoolean corrupting = new AtomicBoolean();
  private final AtomicBoolean losing = new AtomicBoolean();

  private TcpFaultProxy(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /** Starts a proxy on a free port in front of the given port of this machine. */
  public static TcpFaultProxy to(int port) throws IOException {
    return to(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Starts a proxy on the given port (0 = a free one) in front of the target. */
  public static TcpFaultProxy to(int listenPort, InetSocketAddress target) throws IOException {
    ServerSocket listener = new ServerSocket(listenPort, 50, InetAddress.getLoopbackAddress());
    TcpFaultProxy proxy = new TcpFaultProxy(listener, target);
    start("proxy-accept-" + listener.getLocalPort(), proxy::accept);
    return proxy;
  }

  /** The port clients connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Resets every connection and resets new ones until {@link #restore()}. */
  public void cut() {
    synchronized (gate) {
      cut = true;
      gate.notifyAll();
    }
    open.forEach(TcpFaultProxy::reset);
  }

  /** Passes no byte on, in either direction, until {@link #restore()}; connections stay open. */
  public void blackhole() {
    synchronized (gate) {
      blackhole = true;
    }
  }

  /** Passes at most the given number of bytes per second and direction of a connection. */
  public void throttle(long bytesPerSecondAndDirection) {
    bytesPerSecond = Math.max(1, bytesPerSecondAndDirection);
  }

  /** Passes half of what comes next on a connection, and resets it then; once. */
  public void truncate() {
    truncating.set(true);
  }

  /** Changes a bit in the middle of what comes next on a connection, and passes it on; once. */
  public void corrupt() {
    corrupting.set(true);
  }

  /** Takes what a server sends next, gives it to nobody, and resets that connection; once. */
  public void loseAnswer() {
    losing.set(true);
  }

  /** Ends every fault. */
  public void restore() {
    bytesPerSecond = Long.MAX_VALUE;
    truncating.set(false);
    corrupting.set(false);
    losing.set(false);
    synchronized (gate) {
      cut = false;
      blackhole = false;
      gate.notifyAll();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (gate) {
      closed = true;
      gate.notifyAll();
    }
    listener.close();
    open.forEach(TcpFaultProxy::reset);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (refusing()) {
          reset(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        // accept() ends this way when the proxy is closed
        LOG.debug("Proxy on port {} stopped accepting: {}", port(), e.toString());
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(target, 5_000);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.add(client);
      open.add(server);
      if (refusing()) {
        reset(client);
        reset(server);
      }
      start("proxy-up-" + port(), () -> pump(client, server, new AtomicBoolean()));
      start("proxy-down-" + port(), () -> pump(server, client, losing));
    } catch (IOException e) {
      LOG.debug("Proxy on port {} cannot reach {}: {}", port(), target, e.toString());
      reset(client);
      reset(server);
    }
  }

  private void pump(Socket from, Socket to, AtomicBoolean swallows) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitPassage();
        if (swallows.compareAndSet(true, false)) {
          return;
        }
        if (truncating.compareAndSet(true, false)) {
          out.write(buffer, 0, n / 2);
          out.flush();
          return;
        }
        if (corrupting.compareAndSet(true, false)) {
          buffer[n / 2] ^= 1;
        }
        out.write(buffer, 0, n);
        out.flush();
        pace(n);
      }
    } catch (IOException e) {
      // a reset connection, wanted or not, ends both directions
      LOG.debug("Proxy on port {} lost a connection: {}", port(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reset(from);
      reset(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void awaitPassage() throws InterruptedException {
    synchronized (gate) {
      while (blackhole && !cut && !closed) {
        gate.wait();
      }
    }
  }

  private void pace(int bytes) throws InterruptedException {
    long rate = bytesPerSecond;
    if (rate < Long.MAX_VALUE) {
      Thread.sleep(Math.min(60_000, bytes * 1_000L / rate));
    }
  }

  private boolean refusing() {
    synchronized (gate) {
      return cut || closed;
    }
  }

  private static void reset(Socket socket) {
    try {
      // linger 0 sends RST instead of FIN
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      LOG.debug("A socket was closed before the proxy reset it: {}", e.toString());
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}

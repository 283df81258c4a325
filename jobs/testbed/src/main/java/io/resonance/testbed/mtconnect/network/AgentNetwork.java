package io.resonance.testbed.mtconnect.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network side of any number of simulated agents: all their connections on one daemon thread.
 *
 * <p>An agent makes its own unless it is given one, so only a fleet of agents needs this class.
 * Everything of a connection happens on the thread of its network; other threads only post tasks.
 */
public final class AgentNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentNetwork.class);

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private final long origin = System.nanoTime();
  private volatile boolean closed;

  /** What a selection key is registered for. */
  @FunctionalInterface
  interface Ready {
    void ready() throws IOException;
  }

  // Times are compared as distances, since System.nanoTime may wrap.
  private record Timer(long due, AgentConnection connection) {}

  private AgentNetwork(String name) {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("No selector for the simulated agents", e);
    }
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a network whose thread has this name. */
  public static AgentNetwork start(String name) {
    return new AgentNetwork(name);
  }

  /** Ends the thread and resets what is still connected; agents on it no longer answer. */
  @Override
  public void close() {
    closed = true;
    wakeUp();
  }

  /** Runs a task on the thread of this network, soon. */
  void execute(Runnable task) {
    tasks.add(task);
    wakeUp();
  }

  private void wakeUp() {
    synchronized (tasks) {
      if (selector.isOpen()) {
        selector.wakeup();
      }
    }
  }

  /** Registers a channel; on the thread of this network only. */
  SelectionKey register(SelectableChannel channel, int interest, Ready ready)
      throws ClosedChannelException {
    return channel.register(selector, interest, ready);
  }

  /** Wakes a connection at a time; on the thread of this network only. */
  void at(long dueNanos, AgentConnection connection) {
    timers.add(new Timer(dueNanos - origin, connection));
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::dispatch, pauseMillis());
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().due() <= now - origin) {
          Timer timer = timers.remove();
          timer.connection().due(timer.due() + origin, now);
        }
      }
    } catch (IOException e) {
      LOG.error("The network of the simulated agents failed", e);
    } finally {
      closeAll();
    }
  }

  private long pauseMillis() {
    if (timers.isEmpty()) {
      return 0;
    }
    long left = timers.peek().due() - (System.nanoTime() - origin);
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left + 999_999));
  }

  private void dispatch(SelectionKey key) {
    try {
      if (key.isValid()) {
        ((Ready) key.attachment()).ready();
      }
    } catch (IOException e) {
      LOG.debug("A connection of a simulated agent ended", e);
      close(key);
    } catch (RuntimeException e) {
      // One broken request must not stop the other agents.
      LOG.warn("A simulated agent failed to answer", e);
      close(key);
    }
  }

  private void closeAll() {
    for (SelectionKey key : selector.keys()) {
      close(key);
    }
    try {
      // Once more, so that the selector lets go of the channels.
      selector.selectNow();
      synchronized (tasks) {
        selector.close();
      }
    } catch (IOException e) {
      LOG.debug("Closing the selector", e);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      LOG.debug("Closing a channel", e);
    }
  }
}

package io.resonance.testbed.mtconnect.network;

import io.resonance.testbed.mtconnect.network.AgentAnswer.Turn;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to an agent: takes a request, sends its answer as fast as the peer reads, and so
 * on. All on the thread of the network, but for {@link #reset()} and {@link #observed()}.
 */
final class AgentConnection implements AgentNetwork.Ready {
  private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int SLICE = 64 * 1024;

  private final SocketChannel channel;
  private final AgentNetwork network;
  private final AgentHttpServer server;
  private final SelectionKey key;
  private final ByteBuffer received = ByteBuffer.allocate(LONGEST_HEAD);
  private Optional<AgentAnswer> answer = Optional.empty();
  private ByteBuffer sending = ByteBuffer.allocate(0);
  private long dueNanos;
  private boolean pausing;
  private volatile boolean awaitsObservation;

  /** Takes a connection over; on the thread of the network. */
  AgentConnection(SocketChannel channel, AgentNetwork network, AgentHttpServer server)
      throws IOException {
    this.channel = channel;
    this.network = network;
    this.server = server;
    this.key = network.register(channel, SelectionKey.OP_READ, this);
  }

  @Override
  public void ready() throws IOException {
    if (key.isReadable()) {
      int count = channel.read(received);
      if (count < 0 || (count == 0 && !received.hasRemaining())) {
        close();
        return;
      }
    }
    if (!pausing) {
      go(System.nanoTime());
    }
  }

  /** A time asked for has come. */
  void due(long at, long now) {
    if (pausing && at == dueNanos) {
      goOrClose(now);
    }
  }

  /** The agent has a new observation; from any thread. */
  void observed() {
    if (awaitsObservation) {
      awaitsObservation = false;
      network.execute(
          () -> {
            if (pausing) {
              goOrClose(System.nanoTime());
            }
          });
    }
  }

  /** Breaks the connection, in the middle of whatever is being sent; from any thread. */
  void reset() {
    try {
      // Zero linger sends RST instead of FIN: the peer sees a broken connection, not an end.
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.debug("The connection was closed already", e);
    }
    close();
    // The selector lets go of a closed channel only when it looks again.
    network.execute(() -> {});
  }

  private void goOrClose(long now) {
    try {
      go(now);
    } catch (IOException e) {
      LOG.debug("A connection ended", e);
      close();
    } catch (RuntimeException e) {
      LOG.warn("A simulated agent failed to answer", e);
      close();
    }
  }

  private void go(long now) throws IOException {
    pausing = false;
    awaitsObservation = false;
    while (channel.isOpen()) {
      if (!sent()) {
        interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      if (answer.isEmpty()) {
        answer = request().map(server::answer);
        if (answer.isEmpty()) {
          interest(SelectionKey.OP_READ);
          return;
        }
      }
      if (!turn(answer.get().next(now))) {
        return;
      }
    }
  }

  // False if there is nothing to do for now.
  private boolean turn(Turn turn) {
    if (turn instanceof Turn.Send send) {
      sending = ByteBuffer.wrap(send.bytes());
    } else if (turn instanceof Turn.Pause pause) {
      pause(pause.untilNanos());
      return false;
    } else if (turn instanceof Turn.AwaitObservation await) {
      // Asked once more after the flag is up: what came in between has not seen it.
      if (!awaitsObservation) {
        awaitsObservation = true;
        return true;
      }
      pause(await.untilNanos());
      return false;
    } else if (turn instanceof Turn.Done) {
      answer = Optional.empty();
    } else {
      close();
    }
    awaitsObservation = false;
    return true;
  }

  private void pause(long untilNanos) {
    pausing = true;
    dueNanos = untilNanos;
    interest(SelectionKey.OP_READ);
    network.at(untilNanos, this);
  }

  private boolean sent() throws IOException {
    while (sending.hasRemaining()) {
      ByteBuffer slice = sending.slice();
      slice.limit(Math.min(SLICE, slice.limit()));
      int count = channel.write(slice);
      sending.position(sending.position() + count);
      if (count == 0) {
        return false;
      }
    }
    return true;
  }

  private Optional<AgentRequest> request() {
    int end = headEnd();
    if (end < 0) {
      return Optional.empty();
    }
    String head = new String(received.array(), 0, end, StandardCharsets.ISO_8859_1);
    received.flip().position(end);
    received.compact();
    return Optional.of(AgentRequest.parse(head));
  }

  private int headEnd() {
    byte[] bytes = received.array();
    for (int i = 1; i < received.position(); i++) {
      if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || (i > 2 && bytes[i - 2] == '\n'))) {
        return i + 1;
      }
    }
    return -1;
  }

  private void interest(int operations) {
    if (key.isValid()) {
      key.interestOps(operations);
    }
  }

  private void close() {
    server.forget(this);
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("Closing a connection", e);
    }
  }
}

package io.resonance.connector.opcua.client;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * The few threads all connections of a reader share, instead of Milo's static ones, which would
 * outlive the job.
 */
final class MiloPools implements AutoCloseable {

  private static final int EXECUTOR_THREADS = 2;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final EventLoopGroup eventLoop = new NioEventLoopGroup(1, named("opcua-net"));
  private final ExecutorService executor =
      Executors.newFixedThreadPool(EXECUTOR_THREADS, named("opcua-client"));
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(named("opcua-schedule"));
  private final HashedWheelTimer timer =
      new HashedWheelTimer(named("opcua-timer"), 50, TimeUnit.MILLISECONDS);

  void configure(OpcTcpClientTransportConfigBuilder transport) {
    transport
        .setConnectTimeout(uint(CONNECT_TIMEOUT_MILLIS))
        .setAcknowledgeTimeout(uint(CONNECT_TIMEOUT_MILLIS))
        .setEventLoop(eventLoop)
        .setExecutor(executor)
        .setScheduledExecutor(scheduler)
        .setWheelTimer(timer);
  }

  OpcTcpClientTransportConfig transportConfig() {
    OpcTcpClientTransportConfigBuilder builder = OpcTcpClientTransportConfig.newBuilder();
    configure(builder);
    return builder.build();
  }

  /** Runs a short task again and again until these pools are closed. */
  void every(int seconds, Runnable task) {
    // on the executor, for the scheduler must not wait for files
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> executor.execute(task), seconds, seconds, TimeUnit.SECONDS);
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    timer.stop();
    scheduler.shutdownNow();
    eventLoop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    executor.shutdownNow();
  }
}

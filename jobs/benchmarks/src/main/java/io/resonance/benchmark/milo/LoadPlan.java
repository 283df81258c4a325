package io.resonance.benchmark.milo;

import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Workplace;
import io.resonance.testbed.kafka.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a server has to offer, and how clients are to subscribe to it.
 *
 * @param servers number of endpoints, each with its share of the variables
 * @param hertz values of one item in a second, or {@link LoadServer#SATURATED}
 * @param protection of the connections
 * @param queue values an item queues at the server
 * @param publishingMillis how often a server may send
 * @param valuesPerMessage at most; 0 leaves it to the server
 */
public record LoadPlan(
    int servers,
    String hertz,
    Protection protection,
    int queue,
    int publishingMillis,
    int valuesPerMessage) {

  /** Everything a client takes, in messages as large as the server makes them. */
  public static final LoadPlan SATURATED =
      new LoadPlan(1, LoadServer.SATURATED, Protection.NONE, Load.QUEUE, Load.PUBLISHING_MILLIS, 0);

  /** The same over secured connections. */
  public LoadPlan encrypted() {
    return new LoadPlan(
        servers, hertz, Protection.ENCRYPTED, queue, publishingMillis, valuesPerMessage);
  }

  /** The same in messages of another size. */
  public LoadPlan inMessagesOf(int values) {
    return new LoadPlan(servers, hertz, protection, queue, publishingMillis, values);
  }

  /** Starts the server. */
  public ChildProcess startServer(Workplace workplace) throws InterruptedException {
    // An unacknowledged message stays at the server until the client's next checkpoint.
    return workplace.start(
        LoadServer.NAME,
        Pinning.Place.SERVER,
        JvmOptions.heap("3g"),
        Map.of(
            LoadServer.PORTS,
            IntStream.generate(Ports::free)
                .distinct()
                .limit(servers)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",")),
            LoadServer.HERTZ,
            hertz,
            LoadServer.PROTECTION,
            protection.name(),
            LoadServer.CERTIFICATES,
            certificates(workplace).toString()));
  }

  /** What a client of that server has to know. */
  public Map<String, String> clientSettings(Workplace workplace, ChildProcess server) {
    return new TreeMap<>(
        Map.of(
            ListenerClient.URLS,
            server.fact(LoadServer.URLS),
            ListenerClient.PROTECTION,
            protection.name(),
            ListenerClient.CERTIFICATES,
            certificates(workplace).toString(),
            ListenerClient.QUEUE,
            String.valueOf(queue),
            ListenerClient.PUBLISHING_MILLIS,
            String.valueOf(publishingMillis),
            ListenerClient.VALUES_PER_MESSAGE,
            String.valueOf(valuesPerMessage)));
  }

  private static Path certificates(Workplace workplace) {
    return workplace.folder().resolve("certificates");
  }
}

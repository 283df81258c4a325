package io.resonance.benchmark.milo;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.benchmark.child.Heap;
import io.resonance.benchmark.child.Latencies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * The baseline: Milo's managed subscription with a batch listener that adds up what it gets and
 * does nothing else, with the settings that measured best. Where there are several servers, the
 * variables are divided among them.
 */
public final class ListenerClient implements ChildPart {

  public static final String NAME = "listener";

  /** The servers' URLs, joined by commas. */
  public static final String URLS = LoadServer.URLS;

  /** Name of a {@link Protection}. */
  public static final String PROTECTION = LoadServer.PROTECTION;

  /** Folder of the {@link Certificates}. */
  public static final String CERTIFICATES = LoadServer.CERTIFICATES;

  /** Values an item queues at the server. */
  public static final String QUEUE = "queue";

  /** How often a server may send. */
  public static final String PUBLISHING_MILLIS = "publishingMillis";

  /** The values of one message at most; 0 leaves it to the server. */
  public static final String VALUES_PER_MESSAGE = "valuesPerMessage";

  /** Whether the latency of each value is measured. */
  public static final String MEASURES_LATENCY = "measuresLatency";

  /** Bytes of the heap before anything was connected. */
  public static final String HEAP_BEFORE = "heapBefore";

  public static final String VALUES = "values";
  public static final String MESSAGES = "messages";
  public static final String OVERFLOWS = "overflows";

  private static final long NANOS_PER_TICK = 100;

  private final List<OpcUaClient> clients = new ArrayList<>();
  private final LongAdder values = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private final DoubleAdder sum = new DoubleAdder();
  private final Latencies latencies = new Latencies();
  private final boolean measuresLatency;
  private final long heapBefore = Heap.usedBytes();

  ListenerClient(Map<String, String> settings) throws Exception {
    measuresLatency = Boolean.parseBoolean(settings.get(MEASURES_LATENCY));
    Certificates certificates = new Certificates(Path.of(settings.get(CERTIFICATES)));
    ListenerConnection connection =
        new ListenerConnection(
            Protection.valueOf(settings.get(PROTECTION)),
            certificates,
            Integer.parseInt(settings.get(QUEUE)),
            Double.parseDouble(settings.get(PUBLISHING_MILLIS)),
            Integer.parseInt(settings.get(VALUES_PER_MESSAGE)));
    String[] urls = settings.get(URLS).split(",");
    int share = Load.VARIABLES / urls.length;
    for (int i = 0; i < urls.length; i++) {
      clients.add(connection.open(urls[i], i * share, (i + 1) * share, this::take));
    }
  }

  /** Called by one thread of Milo at a time for each server. */
  private void take(List<DataValue> received) {
    double added = 0;
    long lost = 0;
    for (DataValue value : received) {
      if (value.value().value() instanceof Double number) {
        added += number;
      }
      if (value.statusCode().isOverflowSet()) {
        lost++;
      }
    }
    sum.add(added);
    values.add(received.size());
    messages.increment();
    overflows.add(lost);
    if (measuresLatency) {
      long ticks = DateTime.now().getUtcTime();
      for (DataValue value : received) {
        latencies.add((ticks - value.sourceTime().getUtcTime()) * NANOS_PER_TICK);
      }
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(HEAP_BEFORE, String.valueOf(heapBefore));
  }

  @Override
  public Map<String, Long> totals() {
    Map<String, Long> totals = new TreeMap<>(latencies.totals());
    totals.put(VALUES, values.sum());
    totals.put(MESSAGES, messages.sum());
    totals.put(OVERFLOWS, overflows.sum());
    return totals;
  }

  @Override
  public void stop() {
    // The process ends, and its connections with it; an orderly end of hundreds takes long.
    System.err.printf("sum of what %d clients received: %s%n", clients.size(), sum.sum());
  }
}

package io.resonance.normalize.routing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Properties that keep their own names because the profile has no term for them: all are counted
 * and listed in the log with the reason, once for each epoch of their source. Their values are
 * delivered like any other.
 */
public final class UnmappedList {

  private static final Logger LOG = LoggerFactory.getLogger(UnmappedList.class);
  private static final int MOST_IN_LOG = 200;

  /** Properties remembered as listed, of one source. */
  private static final int MOST_REMEMBERED = 100_000;

  private final String kind;
  private final Counter counter;
  private final Map<String, Listed> listedBySource = new HashMap<>();

  private record Listed(long epoch, Set<String> properties) {}

  /**
   * Starts with nothing listed.
   *
   * @param kind what the protocol calls them, such as {@code data items}
   * @param counter counts them
   */
  public UnmappedList(String kind, Counter counter) {
    this.kind = kind;
    this.counter = counter;
  }

  /**
   * Lists what was not listed in this epoch of the source.
   *
   * @param source a split or subscription
   * @param reasons why, by property
   */
  public void list(String source, long epoch, Map<String, String> reasons) {
    Listed listed = listedBySource.get(source);
    if (listed == null || listed.epoch() != epoch) {
      listed = new Listed(epoch, new HashSet<>());
      listedBySource.put(source, listed);
    }
    Map<String, String> fresh = new TreeMap<>();
    for (Map.Entry<String, String> each : reasons.entrySet()) {
      if (listed.properties().size() < MOST_REMEMBERED && listed.properties().add(each.getKey())) {
        fresh.put(each.getKey(), each.getValue());
      }
    }
    counter.inc(fresh.size());
    if (!fresh.isEmpty()) {
      LOG.info(
          "{}: {} {} keep their own names: {}",
          source,
          fresh.size(),
          kind,
          fresh.entrySet().stream()
              .limit(MOST_IN_LOG)
              .map(item -> item.getKey() + " (" + item.getValue() + ")")
              .toList());
    }
  }
}

package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.profile.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data items of an equipment that keep their own names because the profile has no term for them:
 * all are counted and listed in the log with the reason, once for each instance of the agent. Their
 * values are delivered like any other.
 */
final class UnmappedItems {

  private static final Logger LOG = LoggerFactory.getLogger(UnmappedItems.class);
  private static final int MOST_IN_LOG = 200;

  private final Profile profile;
  private final Counter counter;
  private final Map<String, Long> listed = new HashMap<>();

  UnmappedItems(Profile profile, Counter counter) {
    this.profile = profile;
    this.counter = counter;
  }

  /** Lists the unmapped items of a probe. */
  void list(MtConnectBatch batch, AgentModel model) {
    Long before = listed.put(batch.splitId(), batch.instanceId());
    if (before != null && before == batch.instanceId()) {
      return;
    }
    Map<String, String> reasons = new TreeMap<>();
    for (MtConnectDataItemDescription item : batch.descriptions()) {
      List<Target> targets = model.targets(item.dataItemId());
      Optional<String> why = ItemName.whyUnmapped(profile, item);
      if (why.isPresent() && targets.stream().anyMatch(UnmappedItems::hasOwnName)) {
        reasons.put(targets.get(0).key().property(), why.get());
      }
    }
    counter.inc(reasons.size());
    if (!reasons.isEmpty()) {
      LOG.info(
          "{}: {} data items keep their own names: {}",
          batch.splitId(),
          reasons.size(),
          reasons.entrySet().stream()
              .limit(MOST_IN_LOG)
              .map(item -> item.getKey() + " (" + item.getValue() + ")")
              .toList());
    }
  }

  private static boolean hasOwnName(Target target) {
    return target.key().property().startsWith("x:");
  }
}

package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.profile.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data items of an equipment that keep their own names because the profile has no term for them.
 */
final class UnmappedItems {

  private UnmappedItems() {}

  /** Why, by property. */
  static Map<String, String> of(
      Profile profile, List<MtConnectDataItemDescription> items, AgentModel model) {
    Map<String, String> reasons = new HashMap<>();
    for (MtConnectDataItemDescription item : items) {
      List<Target> targets = model.targets(item.dataItemId());
      Optional<String> why = ItemName.whyUnmapped(profile, item);
      if (why.isPresent() && targets.stream().anyMatch(UnmappedItems::hasOwnName)) {
        reasons.put(targets.get(0).key().property(), why.get());
      }
    }
    return reasons;
  }

  private static boolean hasOwnName(Target target) {
    return Profile.isOwnName(target.key().property());
  }
}

package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.schema.profile.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the data items of a device would be as properties, and why some have no term. */
public final class MtConnectMapping {

  private MtConnectMapping() {}

  /**
   * A data item of a device.
   *
   * @param description what the probe says of it
   * @param property the property: a term of the profile, or {@code x:} and its name
   * @param why why it has no term; empty where it has one, and for conditions, which need none
   */
  public record Item(
      MtConnectDataItemDescription description, String property, Optional<String> why) {}

  /** The data items of one device, in the order of the probe, as a job would name them. */
  public static List<Item> of(Profile profile, List<MtConnectDataItemDescription> device) {
    Set<String> taken = new HashSet<>();
    List<Item> items = new ArrayList<>();
    for (MtConnectDataItemDescription description : device) {
      items.add(
          new Item(
              description,
              ItemName.of(description).property(profile, taken),
              ItemName.whyUnmapped(profile, description)));
    }
    return items;
  }
}

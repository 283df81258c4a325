package io.resonance.testbed.mtconnect.document;

import io.resonance.testbed.mtconnect.document.DeviceModel.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The DataItems that the keys of adapter lines mean: an id, which is unique in an agent, or the
 * source or name of a DataItem, which is so only in its device. A key may name that in front, as in
 * {@code mill:avail}.
 */
public final class ItemKeys {
  private final Map<String, Item> ids = new LinkedHashMap<>();
  private final Map<String, Map<String, Item>> byDevice = new LinkedHashMap<>();

  /** What a key means. */
  public sealed interface Meaning {}

  /** One DataItem. */
  public record Known(Item item) implements Meaning {}

  /**
   * Nothing, or no one can tell.
   *
   * @param why what to say of the key
   */
  public record Unknown(String why) implements Meaning {}

  ItemKeys() {}

  void add(String device, String key, Item item) {
    if (!key.isEmpty()) {
      byDevice.computeIfAbsent(device, name -> new LinkedHashMap<>()).putIfAbsent(key, item);
    }
  }

  void addId(Item item) {
    ids.put(item.id(), item);
  }

  /** Whether there is such a device. */
  public boolean hasDevice(String name) {
    return byDevice.containsKey(name);
  }

  /**
   * What the key of an adapter line means.
   *
   * @param key the key
   * @param device the adapter's own device, which is meant where the key names none; empty if that
   *     is not known
   */
  public Meaning find(String key, String device) {
    Item own = byDevice.getOrDefault(device, Map.of()).get(key);
    return own == null ? find(key) : new Known(own);
  }

  private Meaning find(String key) {
    int colon = key.indexOf(':');
    if (colon > 0 && byDevice.containsKey(key.substring(0, colon))) {
      String rest = key.substring(colon + 1);
      Item item = byDevice.get(key.substring(0, colon)).getOrDefault(rest, ids.get(rest));
      return item == null ? new Unknown("is no DataItem") : new Known(item);
    }
    Item item = ids.get(key);
    return item == null ? named(key) : new Known(item);
  }

  private Meaning named(String key) {
    List<String> devices = new ArrayList<>();
    Item found = null;
    for (Map.Entry<String, Map<String, Item>> device : byDevice.entrySet()) {
      Item item = device.getValue().get(key);
      if (item != null) {
        found = item;
        devices.add(device.getKey());
      }
    }
    if (devices.size() > 1) {
      return new Unknown(
          "is in the devices %s, and it is not known which of them is meant"
              .formatted(String.join(", ", devices)));
    }
    return found == null ? new Unknown("is no DataItem") : new Known(found);
  }
}

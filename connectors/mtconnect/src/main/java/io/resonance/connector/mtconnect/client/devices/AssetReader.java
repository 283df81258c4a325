package io.resonance.connector.mtconnect.client.devices;

import io.resonance.connector.mtconnect.client.text.TextTime;
import io.resonance.connector.mtconnect.client.xml.XmlElement;
import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.connector.mtconnect.source.MtConnectAsset.Measurement;
import io.resonance.connector.mtconnect.source.MtConnectAsset.ToolLife;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What one asset says: the parts of cutting tools by name, everything else in its document. */
final class AssetReader {
  private static final int MOST_ATTRIBUTES = 500;
  private static final int MOST_ENTRIES = 10_000;

  /** Attributes that are fields of the record. */
  private static final Set<String> FIELDS =
      Set.of("assetId", "timestamp", "deviceUuid", "removed", "hash");

  private final XmlElement asset;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<ToolLife> lives = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();

  private AssetReader(XmlElement asset) {
    this.asset = asset;
  }

  /**
   * An element inside Assets as an asset.
   *
   * @param around namespaces declared by the elements around it
   */
  static MtConnectAsset asset(XmlElement element, Map<String, String> around) {
    return new AssetReader(element)
        .read(around, element.attribute("assetId"), element.attribute("deviceUuid"));
  }

  /** An element inside Devices as the description of that device. */
  static MtConnectAsset device(XmlElement element, Map<String, String> around) {
    String uuid = element.attribute("uuid");
    return new AssetReader(element)
        .read(around, uuid.isEmpty() ? element.attribute("name") : uuid, uuid);
  }

  private MtConnectAsset read(Map<String, String> around, String assetId, String deviceUuid) {
    asset
        .attributes()
        .forEach(
            (name, value) -> {
              if (!FIELDS.contains(name)) {
                say(name, value);
              }
            });
    for (XmlElement child : asset.children()) {
      if (child.local().equals("CuttingToolLifeCycle")) {
        lifeCycle(child);
      } else {
        simple("", child);
      }
    }
    String document = asset.write(around);
    return new MtConnectAsset(
        assetId,
        asset.name(),
        deviceUuid,
        time(asset.attribute("timestamp")),
        asset.attribute("removed").equals("true"),
        asset.attribute("hash"),
        document.length() <= MtConnectAsset.MOST_CHARACTERS ? document : "",
        document.length(),
        attributes,
        lives,
        measurements);
  }

  private void lifeCycle(XmlElement cycle) {
    part("", "", cycle);
    cycle.inside(
        "CuttingItems",
        item -> {
          String indices = item.attribute("indices");
          part(indices, "CuttingItem[" + indices + "].", item);
        });
  }

  /** The tool as a whole, or one of its cutting items. */
  private void part(String item, String prefix, XmlElement part) {
    for (XmlElement child : part.children()) {
      switch (child.local()) {
        case "ToolLife", "ItemLife" -> life(item, child);
        case "Measurements" -> child.children().forEach(each -> measurement(item, each));
        case "CutterStatus" ->
            say(
                prefix + "CutterStatus",
                String.join(" ", child.children().stream().map(XmlElement::text).toList()));
        default -> simple(prefix, child);
      }
    }
  }

  private void life(String item, XmlElement life) {
    if (lives.size() < MOST_ENTRIES) {
      lives.add(
          new ToolLife(
              item,
              life.attribute("type"),
              life.attribute("countDirection"),
              life.text(),
              life.attribute("initial"),
              life.attribute("limit"),
              life.attribute("warning")));
    }
  }

  private void measurement(String item, XmlElement measurement) {
    if (measurements.size() < MOST_ENTRIES) {
      measurements.add(
          new Measurement(
              item,
              measurement.name(),
              measurement.attribute("code"),
              measurement.text(),
              measurement.attribute("nominal"),
              measurement.attribute("minimum"),
              measurement.attribute("maximum"),
              measurement.attribute("units"),
              measurement.attribute("nativeUnits")));
    }
  }

  private void simple(String prefix, XmlElement child) {
    if (child.isSimple()) {
      if (!child.text().isEmpty()) {
        say(prefix + child.name(), child.text());
      }
      child.attributes().forEach((name, value) -> say(prefix + child.name() + "@" + name, value));
    }
  }

  private void say(String name, String value) {
    if (attributes.size() < MOST_ATTRIBUTES || attributes.containsKey(name)) {
      attributes.merge(name, value, (before, more) -> before + " " + more);
    }
  }

  private static OptionalLong time(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TextTime time = new TextTime();
    return time.read(bytes, 0, bytes.length) == TextTime.Reading.UNREADABLE
        ? OptionalLong.empty()
        : OptionalLong.of(time.nanos());
  }
}

package io.resonance.connector.mtconnect.source;

import static io.resonance.connector.mtconnect.source.BatchFormat.count;
import static io.resonance.connector.mtconnect.source.BatchFormat.text;

import io.resonance.connector.mtconnect.source.MtConnectAsset.Measurement;
import io.resonance.connector.mtconnect.source.MtConnectAsset.ToolLife;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bytes of assets. */
final class AssetFormat {
  private AssetFormat() {}

  static void write(List<MtConnectAsset> assets, DataOutput out) throws IOException {
    out.writeInt(assets.size());
    for (MtConnectAsset each : assets) {
      text(each.assetId(), out);
      text(each.type(), out);
      text(each.deviceUuid(), out);
      NoteFormat.optional(each.timestampNanos(), out);
      out.writeBoolean(each.removed());
      text(each.hash(), out);
      text(each.document(), out);
      out.writeInt(each.documentLength());
      texts(each.attributes(), out);
      lives(each.lives(), out);
      measurements(each.measurements(), out);
    }
  }

  static List<MtConnectAsset> read(DataInput in) throws IOException {
    List<MtConnectAsset> assets = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      assets.add(
          new MtConnectAsset(
              text(in),
              text(in),
              text(in),
              NoteFormat.optional(in),
              in.readBoolean(),
              text(in),
              text(in),
              in.readInt(),
              texts(in),
              lives(in),
              measurements(in)));
    }
    return List.copyOf(assets);
  }

  /** Texts by name, in the order of the names, so that the same map has the same bytes. */
  static void texts(Map<String, String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (Map.Entry<String, String> each : new TreeMap<>(texts).entrySet()) {
      text(each.getKey(), out);
      text(each.getValue(), out);
    }
  }

  static Map<String, String> texts(DataInput in) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (int left = count(in); left > 0; left--) {
      texts.put(text(in), text(in));
    }
    return texts;
  }

  private static void lives(List<ToolLife> lives, DataOutput out) throws IOException {
    out.writeInt(lives.size());
    for (ToolLife each : lives) {
      text(each.item(), out);
      text(each.type(), out);
      text(each.countDirection(), out);
      text(each.value(), out);
      text(each.initial(), out);
      text(each.limit(), out);
      text(each.warning(), out);
    }
  }

  private static List<ToolLife> lives(DataInput in) throws IOException {
    List<ToolLife> lives = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      lives.add(new ToolLife(text(in), text(in), text(in), text(in), text(in), text(in), text(in)));
    }
    return lives;
  }

  private static void measurements(List<Measurement> measurements, DataOutput out)
      throws IOException {
    out.writeInt(measurements.size());
    for (Measurement each : measurements) {
      text(each.item(), out);
      text(each.type(), out);
      text(each.code(), out);
      text(each.value(), out);
      text(each.nominal(), out);
      text(each.minimum(), out);
      text(each.maximum(), out);
      text(each.units(), out);
      text(each.nativeUnits(), out);
    }
  }

  private static List<Measurement> measurements(DataInput in) throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      measurements.add(
          new Measurement(
              text(in), text(in), text(in), text(in), text(in), text(in), text(in), text(in),
              text(in)));
    }
    return measurements;
  }
}

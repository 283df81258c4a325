package io.resonance.connector.mtconnect.source;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Something that is used with a machine or describes it: a cutting tool, a file, a fixture, the
 * device itself (MTConnect Part 4, Asset). Texts that the document does not give are empty.
 *
 * @param assetId identity of the asset
 * @param type element name with prefix, as in {@code CuttingTool} or {@code x:Gauge}; {@code
 *     Device} for the description of a device out of the probe
 * @param deviceUuid uuid of the device the asset was last reported by; for a device its own
 * @param timestampNanos when the asset changed, nanoseconds since the Unix epoch
 * @param removed whether the asset no longer exists
 * @param hash hash of the agent (from version 2.2)
 * @param document the element as XML that stands for itself; empty where it was removed or is
 *     larger than {@link #MOST_CHARACTERS}
 * @param documentLength characters of the document, whether it is here or not
 * @param attributes what the asset says in one word or number, by name: attributes of the element
 *     as {@code serialNumber}, its simple children as {@code ProgramToolNumber}, their attributes
 *     as {@code Location@type}
 * @param lives lives of a cutting tool and its items
 * @param measurements measurements of a cutting tool and its items
 */
public record MtConnectAsset(
    String assetId,
    String type,
    String deviceUuid,
    OptionalLong timestampNanos,
    boolean removed,
    String hash,
    String document,
    int documentLength,
    Map<String, String> attributes,
    List<ToolLife> lives,
    List<Measurement> measurements) {

  /** A longer document is left out; its fields are kept. */
  public static final int MOST_CHARACTERS = 512 * 1024;

  public MtConnectAsset {
    attributes = Map.copyOf(attributes);
    lives = List.copyOf(lives);
    measurements = List.copyOf(measurements);
  }

  /** What an agent calls an asset: an id is unique among the assets of a type. */
  public record Name(String type, String assetId) {}

  /** What the agent calls it. */
  public Name name() {
    return new Name(type, assetId);
  }

  /** An asset that was removed and of which nothing else is known. */
  public static MtConnectAsset removed(
      String assetId, String type, String deviceUuid, long timestampNanos) {
    return new MtConnectAsset(
        assetId,
        type,
        deviceUuid,
        OptionalLong.of(timestampNanos),
        true,
        "",
        "",
        0,
        Map.of(),
        List.of(),
        List.of());
  }

  /**
   * How long a tool has been or can be used; numbers as written.
   *
   * @param item indices of the cutting item, as in {@code 1-4}; empty for the tool as a whole
   * @param type MINUTES, PART_COUNT or WEAR
   * @param countDirection UP or DOWN
   * @param value where the life stands now
   * @param initial where it began
   * @param limit where it ends
   * @param warning where it is near its end
   */
  public record ToolLife(
      String item,
      String type,
      String countDirection,
      String value,
      String initial,
      String limit,
      String warning) {}

  /**
   * One measurement of a tool; numbers as written.
   *
   * @param item indices of the cutting item; empty for the tool as a whole
   * @param type element name, as in {@code FunctionalLength}
   * @param code code of ISO 13399, as in {@code LF}
   * @param value as measured
   * @param nominal as it should be
   * @param minimum least allowed
   * @param maximum most allowed
   * @param units units of the value
   * @param nativeUnits units it was measured in
   */
  public record Measurement(
      String item,
      String type,
      String code,
      String value,
      String nominal,
      String minimum,
      String maximum,
      String units,
      String nativeUnits) {}
}

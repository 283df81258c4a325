package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectAsset;
import io.resonance.normalize.routing.PlantClaims.Claimant;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Unit;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.EquipmentAsset;
import io.resonance.schema.v1.ToolLife;
import io.resonance.schema.v1.ToolMeasurement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Assets of an agent as records of an equipment. */
final class MtConnectAssets {

  private final Profile profile;

  MtConnectAssets(Profile profile) {
    this.profile = profile;
  }

  EquipmentAsset of(MtConnectAsset asset, Origin origin, Claimant owner) {
    EquipmentAsset.Builder record =
        EquipmentAsset.newBuilder()
            .setEquipment(owner.equipment())
            .setHierarchyScope(owner.hierarchyScope())
            .setSource(ViolationRecords.source(origin))
            .setProfile(profile.id())
            .setAssetId(asset.assetId())
            .setAssetType(asset.type())
            .setDeviceUuid(orNull(asset.deviceUuid()))
            .setRemoved(asset.removed())
            .setHash(orNull(asset.hash()))
            .setSha256(asset.removed() ? "" : sha256(asset))
            .setDocument(orNull(asset.document()))
            .setDocumentLength(asset.documentLength())
            .setAttributes(asset.attributes())
            .setLives(asset.lives().stream().map(MtConnectAssets::life).toList())
            .setMeasurements(asset.measurements().stream().map(this::measurement).toList());
    if (asset.timestampNanos().isPresent()) {
      long nanos = asset.timestampNanos().getAsLong();
      record.setChangedAt(ViolationRecords.instant(nanos));
      record.setChangedAtNanos(ViolationRecords.nanosBelowMicros(nanos));
    }
    return record.build();
  }

  private static ToolLife life(MtConnectAsset.ToolLife life) {
    return ToolLife.newBuilder()
        .setItem(life.item())
        .setType(life.type())
        .setCountDirection(orNull(life.countDirection()))
        .setValue(number(life.value()))
        .setInitial(number(life.initial()))
        .setLimit(number(life.limit()))
        .setWarning(number(life.warning()))
        .build();
  }

  private ToolMeasurement measurement(MtConnectAsset.Measurement measurement) {
    // values are in units; without them they are what the machine measured
    String unit = measurement.units().isEmpty() ? measurement.nativeUnits() : measurement.units();
    return ToolMeasurement.newBuilder()
        .setItem(measurement.item())
        .setType(measurement.type())
        .setCode(orNull(measurement.code()))
        .setValue(number(measurement.value()))
        .setNominal(number(measurement.nominal()))
        .setMinimum(number(measurement.minimum()))
        .setMaximum(number(measurement.maximum()))
        .setUnit(unit.isEmpty() ? null : profile.unit(unit).map(Unit::code).orElse(unit))
        .build();
  }

  // Of the document, or where it was too long of what is left of it.
  private static String sha256(MtConnectAsset asset) {
    String text =
        asset.document().isEmpty()
            ? "%d %s %s".formatted(asset.documentLength(), asset.hash(), asset.timestampNanos())
            : asset.document();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static Double number(String text) {
    try {
      return text.isBlank() ? null : Double.valueOf(text.strip().replace(',', '.'));
    } catch (NumberFormatException e) {
      return null; // the document keeps what it says
    }
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}

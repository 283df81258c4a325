package io.resonance.schema.registry;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentPropertyValuesEncoder;
import io.resonance.schema.batch.QualityScale;
import java.nio.charset.StandardCharsets;

/** Writes the rows of a batch as one EquipmentPropertyValues record, straight from the columns. */
public final class ValuesEncoding implements RecordEncoding<EquipmentBatch> {

  private final String topic;
  private final int schemaId;
  private final String profile;
  private final String profileHash;
  private transient EquipmentPropertyValuesEncoder encoder;
  private final QualityScale scale;
  private transient byte[] header;

  /**
   * @param topic full name of the topic
   * @param schemaId id of EquipmentPropertyValues in the registry
   * @param profile id and version of the profile the batches are normalized under
   * @param profileHash hash of its content
   * @param scale how good its values are
   */
  public ValuesEncoding(
      String topic, int schemaId, String profile, String profileHash, QualityScale scale) {
    this.scale = scale;
    this.topic = topic;
    this.schemaId = schemaId;
    this.profile = profile;
    this.profileHash = profileHash;
  }

  @Override
  public KafkaRecord encode(EquipmentBatch batch) {
    if (encoder == null) {
      encoder = new EquipmentPropertyValuesEncoder(profile, profileHash, scale);
      header = WireFormat.header(schemaId);
    }
    return new KafkaRecord(
        topic, batch.equipment().getBytes(StandardCharsets.UTF_8), encoder.encode(header, batch));
  }
}

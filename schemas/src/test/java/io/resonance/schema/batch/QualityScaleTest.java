package io.resonance.schema.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.JobContext;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quality table of the profile, row by row. */
class QualityScaleTest {

  private static final QualityScale SCALE = Profile.load("mdr-profile-0.1").qualityScale();

  /** OPC UA Part 4, 7.38.1: LimitBits 9:8 count only where InfoType 11:10 is DataValue (01). */
  @ParameterizedTest
  @CsvSource({
    "0x00000000, GOOD",
    "0x40000000, UNCERTAIN",
    "0x80310000, BAD",
    "0xC0000000, BAD",
    "0x00000400, GOOD",
    "0x00000480, GOOD",
    "0x00000500, UNCERTAIN",
    "0x00000600, UNCERTAIN",
    "0x00000700, UNCERTAIN",
    "0x00000100, GOOD",
    "0x00000D00, GOOD",
    "0x80000500, BAD"
  })
  void theSeverityCountsAndWhatLimitBitsLeaveOfIt(String status, Quality quality) {
    assertThat(SCALE.of(Long.decode(status).intValue())).isEqualTo(quality);
  }

  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0x0, GOOD",
    "MAINTENANCE_REQUIRED, 0x0, GOOD",
    "OFF_SPEC, 0x0, UNCERTAIN",
    "CHECK_FUNCTION, 0x0, BAD",
    "FAILURE, 0x0, BAD",
    "OFF_SPEC, 0x80000000, BAD",
    "FAILURE, 0x40000000, BAD",
    "UNHEARD_OF, 0x0, GOOD"
  })
  void numbersAreNoBetterThanTheDeviceThatMeasuresThem(
      String health, String status, Quality quality) {
    EquipmentBatch batch = batch(health, Long.decode(status).intValue());
    Quality best = SCALE.best(batch);
    for (int number : List.of(0, 1, 2)) {
      assertThat(SCALE.of(batch, number, best)).isEqualTo(quality);
      assertThat(batch.statusCode(number)).isEqualTo(Long.decode(status).intValue());
    }
  }

  @Test
  void wordsOfADeviceThatFailedAreAsGoodAsTheirStatus() {
    EquipmentBatch batch = batch("FAILURE", 0);
    for (int word : List.of(3, 4, 5)) {
      assertThat(SCALE.of(batch, word, SCALE.best(batch))).isEqualTo(Quality.GOOD);
    }
  }

  private static EquipmentBatch batch(String health, int status) {
    EquipmentBatchBuilder batch =
        new EquipmentBatchBuilder("E", "A/E", new Origin(Protocol.OPC_UA, "server", 1), 6);
    int key = batch.key(new PropertyKey("x:a", "nsu=urn:a;s=a", "", ""));
    batch.row(key, 1, SampleBatches.NOON, EquipmentBatch.NO_TIME, status).number(1.5);
    batch.row(key, 2, SampleBatches.NOON, EquipmentBatch.NO_TIME, status).integer(2);
    batch
        .row(key, 3, SampleBatches.NOON, EquipmentBatch.NO_TIME, status)
        .array(new double[] {1, 2});
    batch.row(key, 4, SampleBatches.NOON, EquipmentBatch.NO_TIME, status).text("FAILURE");
    batch.row(key, 5, SampleBatches.NOON, EquipmentBatch.NO_TIME, status).enumeration(1, "ON");
    batch.row(key, 6, SampleBatches.NOON, EquipmentBatch.NO_TIME, status).truth(true);
    JobContext context = new JobContext();
    context.setDeviceHealth(health);
    return batch.build().in(context, List.of());
  }
}

package io.resonance.connector.opcua.source.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.OpcUaLocalizedText;
import io.resonance.connector.opcua.source.OpcUaValueKind;
import org.junit.jupiter.api.Test;

class LatestValuesTest {

  private static final int OVERFLOW = 0x480;

  private static OpcUaColumns ints(int item, long time, int status, long... values) {
    OpcUaColumns columns = new OpcUaColumns(values.length);
    for (long value : values) {
      columns.add(item, OpcUaValueKind.INT64, value, status, time, time);
    }
    return columns;
  }

  private static boolean isAgain(LatestValues latest, OpcUaColumns value) {
    return latest.isAgain(value.item(0), value.orderTime(0), value.contentHash(0));
  }

  @Test
  void knowsAllValuesOfTheLatestTime() {
    LatestValues latest = LatestValues.none(2);
    latest.live(ints(1, 100, 0, 7, 8));
    latest.live(ints(1, 100, 0, 9));
    assertThat(isAgain(latest, ints(1, 100, 0, 7))).isTrue();
    assertThat(isAgain(latest, ints(1, 100, 0, 8))).isTrue();
    assertThat(isAgain(latest, ints(1, 100, 0, 9))).isTrue();
    assertThat(isAgain(latest, ints(1, 100, 0, 10))).isFalse();
    assertThat(isAgain(latest, ints(0, 100, 0, 7))).isFalse();
    latest.live(ints(1, 101, 0, 7));
    assertThat(isAgain(latest, ints(1, 100, 0, 8))).isFalse();
    assertThat(isAgain(latest, ints(1, 101, 0, 8))).isFalse();
  }

  /** The halves of 0 and of -1 are alike. */
  @Test
  void tellsAValueFromItsComplement() {
    LatestValues latest = LatestValues.none(1);
    latest.live(ints(0, 100, 0, -1));
    assertThat(isAgain(latest, ints(0, 100, 0, 0))).isFalse();
  }

  @Test
  void tellsAStatusFromAnotherButNotHowTheValueCame() {
    LatestValues latest = LatestValues.none(1);
    latest.live(ints(0, 100, OVERFLOW, 5));
    assertThat(isAgain(latest, ints(0, 100, 0, 5))).isTrue();
    assertThat(isAgain(latest, ints(0, 100, 0x80000000, 5))).isFalse();
  }

  @Test
  void goesByTheTimeWhereOnlyThatIsKnown() {
    LatestValues latest = LatestValues.ofTimes(new long[] {100, OpcUaBatch.ABSENT});
    assertThat(isAgain(latest, ints(0, 100, 0, 5))).isTrue();
    assertThat(latest.mayRepeatOlder(0)).isTrue();
    assertThat(latest.mayRepeatOlder(1)).isFalse();
    latest.live(ints(0, 100, 0, 5));
    assertThat(isAgain(latest, ints(0, 100, 0, 6))).isFalse();
  }

  @Test
  void isBoundedWhereAClockStandsStill() {
    LatestValues latest = LatestValues.none(1);
    for (int i = 0; i < 1_000; i++) {
      latest.live(ints(0, 100, 0, i));
    }
    assertThat(latest.others(0)).hasSize(LatestValues.MOST_OF_ONE_TIME);
    assertThat(isAgain(latest, ints(0, 100, 0, 999))).isTrue();
    assertThat(isAgain(latest, ints(0, 100, 0, 999 - LatestValues.MOST_OF_ONE_TIME))).isTrue();
    assertThat(isAgain(latest, ints(0, 100, 0, 0))).isFalse();
  }

  @Test
  void leavesAHistoryBehindWithTheFirstNewerLiveValue() {
    LatestValues latest = LatestValues.none(1);
    latest.fromHistory(0, 100, 1);
    latest.live(ints(0, 90, 0, 2));
    latest.live(ints(0, 91, 0, 2));
    assertThat(latest.mayRepeatOlder(0)).isTrue();
    assertThat(latest.time(0)).isEqualTo(100);
    latest.live(ints(0, 101, 0, 2));
    assertThat(latest.mayRepeatOlder(0)).isFalse();
  }

  @Test
  void overlooksValuesWithoutATime() {
    LatestValues latest = LatestValues.none(1);
    OpcUaColumns columns = ints(0, 100, 0, 1);
    columns.add(0, OpcUaValueKind.INT64, 2, 0, OpcUaBatch.ABSENT, OpcUaBatch.ABSENT);
    latest.live(columns);
    assertThat(latest.time(0)).isEqualTo(100);
  }

  /** What checkpoints hold must be recognised by every later release. */
  @Test
  void hashesWhatIsSaidAsEver() {
    OpcUaColumns columns = new OpcUaColumns(8);
    columns.addDouble(0, 1.5, 0, 1, 1);
    columns.addDouble(0, Double.NaN, 0x80340000, 1, 1);
    columns.add(0, OpcUaValueKind.INT32, -1, 0, 1, 1);
    columns.addObject(0, OpcUaValueKind.STRING, "Öl", 0, 1, 1);
    columns.addObject(0, OpcUaValueKind.BYTE_STRING, new byte[] {1, 2}, 0, 1, 1);
    columns.addObject(
        0, OpcUaValueKind.LOCALIZED_TEXT, new OpcUaLocalizedText("de", "an"), 0, 1, 1);
    int[] hashes = new int[columns.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = columns.contentHash(i);
    }
    assertThat(hashes)
        .containsExactly(340278396, 167687309, 694433073, 1639717824, -301643195, 1574494145);
  }
}

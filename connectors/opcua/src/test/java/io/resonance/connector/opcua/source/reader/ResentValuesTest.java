package io.resonance.connector.opcua.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.connector.opcua.source.OpcUaBatch;
import io.resonance.connector.opcua.source.OpcUaColumns;
import io.resonance.connector.opcua.source.split.LatestValues;
import org.junit.jupiter.api.Test;

class ResentValuesTest {

  private static LatestValues after(OpcUaColumns value) {
    LatestValues latest = LatestValues.none(2);
    latest.live(value);
    return latest;
  }

  private static OpcUaColumns value(int item, double value, int status, long time) {
    OpcUaColumns columns = new OpcUaColumns(1);
    columns.addDouble(item, value, status, time, time + 5);
    return columns;
  }

  @Test
  void recognisesTheLatestValueAlsoAfterOthers() {
    ResentValues resent = new ResentValues(after(value(0, 1.5, 0, 100)));
    assertThat(resent.isAgain(value(0, 2.5, 0, 101), 0)).isFalse();
    assertThat(resent.isAgain(value(0, 2.5, 0, 101), 0)).isTrue();
  }

  @Test
  void keepsAnotherValueOrStatusOfTheSameTime() {
    ResentValues resent = new ResentValues(after(value(0, 1.5, 0, 100)));
    assertThat(resent.isAgain(value(0, 2.5, 0, 100), 0)).isFalse();
    assertThat(resent.isAgain(value(0, 2.5, 0x40000000, 100), 0)).isFalse();
    assertThat(resent.isAgain(value(0, 2.5, 0x40000000, 100), 0)).isTrue();
  }

  @Test
  void keepsValuesOfAClockThatWentBackAndValuesWithoutTime() {
    ResentValues resent = new ResentValues(after(value(0, 1.5, 0, 100)));
    assertThat(resent.isAgain(value(0, 1.5, 0, 50), 0)).isFalse();
    OpcUaColumns timeless = new OpcUaColumns(1);
    timeless.addDouble(1, 1.5, 0, OpcUaBatch.ABSENT, OpcUaBatch.ABSENT);
    assertThat(resent.isAgain(timeless, 0)).isFalse();
  }

  @Test
  void comparesArraysByTheirElements() {
    OpcUaColumns before = new OpcUaColumns(1);
    before.addObject(0, (byte) 75, new long[] {1, 2}, 0, 100, 100);
    OpcUaColumns again = new OpcUaColumns(1);
    again.addObject(0, (byte) 75, new long[] {1, 2}, 0, 100, 100);
    assertThat(new ResentValues(after(before)).isAgain(again, 0)).isTrue();
  }
}

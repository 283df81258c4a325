package io.resonance.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Slot SPEED = new Slot("server", "nsu=u;s=a", "spindle-speed");
  private static final Slot POWER = new Slot("server", "nsu=u;s=b", "spindle-power");

  /** A checkpoint reads the one while values go on changing the other. */
  @Test
  void aCopyAndWhatItIsFromChangeApart() {
    Progress progress = new Progress();
    int speed = progress.indexOf(SPEED);
    progress.sourceTime[speed] = 1;
    Progress copy = progress.copy();

    copy.sourceTime[speed] = 2;
    int power = copy.indexOf(POWER);
    copy.sequence[power] = 7;

    assertThat(progress.sourceTime[speed]).isEqualTo(1);
    assertThat(progress.size()).isEqualTo(1);
    assertThat(copy.size()).isEqualTo(2);
    assertThat(copy.indexOf(SPEED)).isEqualTo(speed);
    assertThat(progress.indexOf(new Slot("server", "nsu=u;s=c", "load"))).isEqualTo(1);
    assertThat(copy.slot(1)).isEqualTo(POWER);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Progress progress = new Progress();
    for (int i = 0; i < 100; i++) {
      int index = progress.indexOf(new Slot("server", "nsu=u;s=" + i, "load"));
      progress.epoch[index] = i;
      progress.sequence[index] = 2L * i;
      progress.sourceTime[index] = 3L * i;
      progress.fingerprint[index] = 4L * i;
      progress.finding[index] = (byte) (i % 3);
      progress.findingSince[index] = 5L * i;
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    ProgressSerializer.INSTANCE.serialize(progress, out);

    Progress read =
        ProgressSerializer.INSTANCE.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(read.size()).isEqualTo(100);
    assertThat(read.slot(42)).isEqualTo(progress.slot(42));
    assertThat(read.isUnseen(42)).isFalse();
    assertThat(read.epoch[42]).isEqualTo(42);
    assertThat(read.sequence[42]).isEqualTo(84);
    assertThat(read.sourceTime[42]).isEqualTo(126);
    assertThat(read.fingerprint[42]).isEqualTo(168);
    assertThat(read.finding[42]).isEqualTo((byte) 0);
    assertThat(read.findingSince[42]).isEqualTo(210);
  }
}

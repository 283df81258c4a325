package io.resonance.infer.window;

import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.window.ModelBuffer.Outcome;
import io.resonance.infer.window.ModelBuffer.Reach;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.ValueKind;
import io.resonance.schema.profile.UnitConversion;
import io.resonance.schema.v1.Quality;
import java.util.Optional;

/**
 * Puts the rows of batches into a model's buffer: a number as one sample, an array as one sample
 * for each element. Not thread-safe.
 */
final class RowReader {

  private final Sample sample = new Sample();

  /** What became of the rows of a batch. */
  interface Told {
    void of(Outcome outcome, int row);
  }

  void read(
      EquipmentBatch batch,
      InputPlan plan,
      WatchedModel model,
      ModelBuffer buffer,
      Reach reach,
      Told told) {
    WindowSpec spec = model.spec.window();
    for (int row = 0; row < batch.size(); row++) {
      int key = batch.keyIndex(row);
      if (!plan.isInput(key)) {
        continue;
      }
      int input = plan.input(key);
      sample.source = plan.source(key);
      sample.sequence = batch.sequence(row);
      sample.time = batch.sourceTime(row);
      Optional<UnitConversion> conversion = plan.conversion(key);
      if (batch.kind(row) == ValueKind.DOUBLE_ARRAY) {
        double[] elements = (double[]) batch.object(row);
        Outcome worst = Outcome.TAKEN;
        for (int i = 0; i < elements.length; i++) {
          // the time of an array is that of its last element (MTConnect Part 2, TIME_SERIES)
          sample.time = batch.sourceTime(row) - (elements.length - 1 - i) * plan.arrayPeriod(key);
          judge(elements[i], batch.quality(row), conversion);
          Outcome outcome = buffer.add(spec, input, sample, reach, model.mostBlocks);
          worst = outcome.compareTo(worst) > 0 ? outcome : worst;
        }
        told.of(worst, row);
      } else {
        judge(batch.number(row), batch.quality(row), conversion);
        told.of(buffer.add(spec, input, sample, reach, model.mostBlocks), row);
      }
    }
  }

  private void judge(double canonical, Quality quality, Optional<UnitConversion> conversion) {
    sample.value = (float) (conversion.isPresent() ? conversion.get().apply(canonical) : canonical);
    if (quality == Quality.BAD || !Float.isFinite(sample.value)) {
      sample.state = CellState.BAD;
    } else if (conversion.isEmpty()) {
      sample.state = CellState.WRONG_UNIT;
    } else {
      sample.state = quality == Quality.GOOD ? CellState.GOOD : CellState.UNCERTAIN;
    }
  }
}

package io.resonance.normalize.situation;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.EquipmentBatchRevision;
import io.resonance.schema.v1.EquipmentState;
import io.resonance.schema.v1.JobContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Divides a batch by what the machine worked on: the rows of one part have one context, whatever
 * their order in the message was.
 */
final class ContextParts {

  private ContextParts() {}

  /** Rows of one context. */
  private record Part(Optional<JobContext> context, BitSet rows, long earliest) {}

  /** The parts, the one of the earliest rows first; all but rows goes with the last one. */
  static List<EquipmentBatch> of(
      EquipmentBatch batch, List<EquipmentState> states, WorkContext work) {
    List<Part> parts = parts(batch, work);
    if (parts.size() == 1) {
      return List.of(batch.in(parts.get(0).context().orElse(null), states));
    }
    List<EquipmentBatch> batches = new ArrayList<>();
    for (Part part : parts) {
      boolean isLast = batches.size() == parts.size() - 1;
      EquipmentBatch rows = rows(batch, part.rows());
      batches.add(
          (isLast ? withTheRest(rows, batch) : rows)
              .in(part.context().orElse(null), isLast ? states : List.of()));
    }
    return batches;
  }

  private static List<Part> parts(EquipmentBatch batch, WorkContext work) {
    Map<Optional<JobContext>, BitSet> rows = new HashMap<>();
    Map<Optional<JobContext>, Long> earliest = new HashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      Optional<JobContext> context = work.at(batch.sourceTime(row));
      rows.computeIfAbsent(context, some -> new BitSet()).set(row);
      earliest.merge(context, batch.sourceTime(row), Math::min);
    }
    List<Part> parts = new ArrayList<>();
    rows.forEach((context, some) -> parts.add(new Part(context, some, earliest.get(context))));
    parts.sort(Comparator.comparingLong(Part::earliest));
    return parts;
  }

  private static EquipmentBatch rows(EquipmentBatch batch, BitSet some) {
    EquipmentBatchBuilder builder =
        new EquipmentBatchBuilder(
                batch.equipment(), batch.hierarchyScope(), batch.origin(), some.cardinality())
            .keys(batch.keys());
    for (int row = some.nextSetBit(0); row >= 0; row = some.nextSetBit(row + 1)) {
      builder.copyRow(batch, row, batch.keyIndex(row));
    }
    return (batch.isBackfilled() ? builder.backfilled() : builder).build();
  }

  private static EquipmentBatch withTheRest(EquipmentBatch rows, EquipmentBatch batch) {
    EquipmentBatchRevision revision = new EquipmentBatchRevision(rows, rows.keys());
    batch.facts().forEach(revision::facts);
    batch.conditions().forEach(revision::condition);
    batch.gaps().forEach(revision::gap);
    batch.connections().forEach(revision::connection);
    batch.drifts().forEach(revision::drift);
    batch.assets().forEach(revision::asset);
    batch.faults().forEach(revision::fault);
    return revision.build();
  }
}

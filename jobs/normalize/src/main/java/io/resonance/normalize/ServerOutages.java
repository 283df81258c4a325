package io.resonance.normalize;

import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.v1.DataGap;
import io.resonance.schema.v1.GapPhase;
import io.resonance.schema.v1.GapReason;
import io.resonance.schema.v1.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;

/**
 * The outages of OPC UA servers that an equipment is in, by endpoint: where its nodes lie in
 * several subscriptions of one server, each of them declares the same outage, and the equipment has
 * one. It begins with the first and ends with the last, and values are lost if one of them says so.
 */
final class ServerOutages {

  private static final Set<GapReason> WHOLE_SUBSCRIPTION =
      EnumSet.of(GapReason.CONNECTION_LOST, GapReason.SUBSCRIPTION_LOST);

  private static final Comparator<DataGap> BY_BEGINNING =
      Comparator.comparing(DataGap::getFromTimestamp).thenComparing(DataGap::getFromTimestampNanos);

  private static final Comparator<DataGap> BY_END =
      Comparator.comparing(
              DataGap::getToTimestamp, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
          .thenComparing(DataGap::getToTimestampNanos);

  /** The gaps of an outage that is not over, as each subscription last told of it. */
  private final MapState<String, EquipmentBatch> known;

  ServerOutages(MapState<String, EquipmentBatch> known) {
    this.known = known;
  }

  /** The gaps of a batch, those of an outage that is known already left out or put together. */
  List<DataGap> fold(EquipmentBatch batch) throws Exception {
    if (batch.gaps().isEmpty() || batch.origin().protocol() != Protocol.OPC_UA) {
      return batch.gaps();
    }
    EquipmentBatch remembered = known.get(batch.origin().endpoint());
    List<DataGap> outage = new ArrayList<>(remembered == null ? List.of() : remembered.gaps());
    List<DataGap> out = new ArrayList<>();
    for (DataGap gap : batch.gaps()) {
      fold(gap, outage, out);
    }
    if (!outage.isEmpty()) {
      EquipmentBatchBuilder kept =
          new EquipmentBatchBuilder(batch.equipment(), batch.hierarchyScope(), batch.origin(), 0);
      outage.forEach(kept::gap);
      known.put(batch.origin().endpoint(), kept.build());
    } else if (remembered != null) {
      known.remove(batch.origin().endpoint());
    }
    return out;
  }

  private static void fold(DataGap gap, List<DataGap> outage, List<DataGap> out) {
    int index = indexOf(gap, outage);
    if (index < 0 && !begins(gap)) {
      out.add(gap);
    } else if (gap.getPhase() == GapPhase.OPEN) {
      if (index < 0) {
        outage.add(gap);
      } else {
        outage.set(index, gap);
      }
      if (index == 0 || outage.size() == 1) {
        out.add(gap);
      }
    } else {
      outage.set(index, gap);
      putTogether(outage);
      if (outage.size() == 1 && outage.get(0).getPhase() != GapPhase.OPEN) {
        out.add(outage.get(0));
        outage.clear();
      }
    }
  }

  /** What is over becomes one, so that a part that stays open does not gather all later ones. */
  private static void putTogether(List<DataGap> outage) {
    List<DataGap> over = outage.stream().filter(part -> part.getPhase() != GapPhase.OPEN).toList();
    if (over.size() > 1) {
      int first = outage.indexOf(over.get(0));
      outage.set(first, over(over));
      over.subList(1, over.size()).forEach(outage::remove);
    }
  }

  private static boolean begins(DataGap gap) {
    return gap.getPhase() == GapPhase.OPEN
        && gap.getProperty() == null
        && WHOLE_SUBSCRIPTION.contains(gap.getReason());
  }

  private static int indexOf(DataGap gap, List<DataGap> outage) {
    for (int i = 0; i < outage.size(); i++) {
      if (Objects.equals(outage.get(i).getGapId(), gap.getGapId())) {
        return i;
      }
    }
    return -1;
  }

  /** What became of parts that are over, under the id of the first. */
  private static DataGap over(List<DataGap> outage) {
    List<DataGap> lost = outage.stream().filter(part -> part.getPhase() == GapPhase.LOST).toList();
    List<DataGap> telling = lost.isEmpty() ? outage : lost;
    DataGap first = telling.stream().min(BY_BEGINNING).orElseThrow();
    DataGap last = outage.stream().max(BY_END).orElseThrow();
    return DataGap.newBuilder(telling.get(0))
        .setGapId(outage.get(0).getGapId())
        .setProperty(telling.size() == 1 ? telling.get(0).getProperty() : null)
        .setAddress(telling.size() == 1 ? telling.get(0).getAddress() : null)
        .setFromTimestamp(first.getFromTimestamp())
        .setFromTimestampNanos(first.getFromTimestampNanos())
        .setToTimestamp(last.getToTimestamp())
        .setToTimestampNanos(last.getToTimestampNanos())
        .setRecovered(outage.stream().mapToLong(DataGap::getRecovered).sum())
        .build();
  }
}

package io.resonance.cli.faults.rig;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.MesMessage;
import io.resonance.testbed.mes.EffectLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * What was meant for the MES, by the outbox a read_committed reader sees and by what the cell wrote
 * itself, against what the MES did. Safe for use by several threads.
 */
final class MesBook {

  private final Map<String, Integer> outbox = new HashMap<>();
  private final Map<String, List<String>> orders = new HashMap<>();
  private final Map<String, Integer> settled = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  /** Notes a record of a topic. */
  synchronized void note(Topic topic, SpecificRecordBase record) {
    if (topic == Topic.MES_OUTBOX) {
      MesMessage message = (MesMessage) record;
      if (outbox.merge(message.getBodId(), 1, Integer::sum) == 1) {
        orders
            .computeIfAbsent(message.getEquipment(), equipment -> new ArrayList<>())
            .add(message.getBodId());
      }
    } else if (topic == Topic.MES_STATUS) {
      settled.merge(((MesMessage) record).getBodId(), 1, Integer::sum);
    }
  }

  /** Notes a message that the cell itself is about to write to the outbox. */
  synchronized void written(MesMessage message) {
    written.add(message.getBodId());
  }

  /** Messages that were meant. */
  synchronized long meant() {
    return all().size();
  }

  /** Messages that were meant and took effect. */
  synchronized long tookEffect(EffectLedger ledger) {
    return all().stream().filter(ledger::tookEffect).count();
  }

  /** Messages that have no effect, or of which the outbox or the status topic says nothing. */
  synchronized long missing(EffectLedger ledger) {
    return all().stream()
        .filter(id -> !ledger.tookEffect(id) || !outbox.containsKey(id) || !settled.containsKey(id))
        .count();
  }

  /** Messages that are in the outbox twice, were settled twice, or took effect unmeant. */
  synchronized long doubles(EffectLedger ledger) {
    long inOutbox = outbox.values().stream().filter(times -> times > 1).count();
    long inStatus = settled.values().stream().filter(times -> times > 1).count();
    return inOutbox + inStatus + (ledger.counts().accepted() - tookEffect(ledger));
  }

  /** Effects of an equipment that came after one which stands behind them in the outbox. */
  synchronized long inversions(EffectLedger ledger) {
    long inversions = 0;
    for (Map.Entry<String, List<String>> order : orders.entrySet()) {
      int last = -1;
      for (String effect : ledger.effectsOf(order.getKey())) {
        int place = order.getValue().indexOf(effect);
        inversions += place < last ? 1 : 0;
        last = Math.max(last, place);
      }
    }
    return inversions;
  }

  private Set<String> all() {
    Set<String> all = new HashSet<>(written);
    all.addAll(outbox.keySet());
    return all;
  }
}

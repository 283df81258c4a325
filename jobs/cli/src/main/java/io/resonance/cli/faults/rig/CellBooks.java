package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Account;
import io.resonance.schema.kafka.Topic;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.ledger.LedgerEntries;
import io.resonance.testbed.ledger.ReceivedOrder;
import io.resonance.testbed.ledger.ValueLedger;
import io.resonance.testbed.mes.EffectLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The books of a cell: what machines produced, what a read_committed reader got and in which order,
 * what was declared lost, what was meant for the MES and what it did. Safe for use by several
 * threads.
 */
final class CellBooks {

  /**
   * How much wider than the missing values a gap may be. It ends when it is settled what is
   * missing, which is a second or so after the last missing value: numbers that are missing may
   * still come.
   */
  private static final Duration GAP_MARGIN = Duration.ofMillis(1_500);

  private static final int NAMED = 5;

  private static final List<String> ENDPOINTS =
      List.of(SimulatedPlant.MILL_SERVER, SimulatedPlant.OVEN_SERVER, SimulatedPlant.LATHE_AGENT);

  private final ValueLedger ledger = new ValueLedger();
  private final ReceivedOrder order = new ReceivedOrder();
  private final MesBook mes = new MesBook();

  /** Where machines book what they produce. */
  ValueLedger ledger() {
    return ledger;
  }

  /** What is meant for the MES. */
  MesBook mes() {
    return mes;
  }

  /** Books a record that a reader got. */
  void note(Topic topic, SpecificRecordBase record) {
    LedgerEntries.book(topic, record, ledger);
    order.note(topic, record);
    mes.note(topic, record);
  }

  /** Whether every machine has been heard of with a value measured after a moment. */
  boolean heardSince(Instant moment) {
    return ENDPOINTS.stream()
        .allMatch(id -> order.newestFrom(id).filter(time -> time.isAfter(moment)).isPresent());
  }

  /** Whether everything produced was received or declared, and the MES has done all it was to. */
  boolean isSettled(EffectLedger effects) {
    ValueLedger.Balance balance = ledger.balance();
    return balance.undeclared().isEmpty() && balance.openGaps() == 0 && mes.missing(effects) == 0;
  }

  /**
   * The books as they stand.
   *
   * @param told is told of what is wrong by name, some of each kind
   */
  Account account(EffectLedger effects, double recoverySeconds, Consumer<String> told) {
    ValueLedger.Balance balance = ledger.balance();
    List<String> tooWide = ledger.tooWideGaps(GAP_MARGIN.toNanos());
    tell(told, "lost: ", balance.undeclared());
    tell(told, "out of order: ", order.inversions());
    tell(told, "too wide: ", tooWide);
    long mesMissing = mes.missing(effects);
    return new Account(
        ledger.expected() + mes.meant(),
        balance.received() - balance.duplicates() + mes.tookEffect(effects),
        balance.undeclared().size() + mesMissing,
        balance.duplicates(),
        order.inversions().size() + mes.inversions(effects),
        mes.doubles(effects),
        ledger.gapsDeclared(),
        balance.openGaps(),
        tooWide.size(),
        recoverySeconds);
  }

  private static void tell(Consumer<String> told, String kind, List<String> all) {
    all.stream().limit(NAMED).forEach(each -> told.accept(kind + each));
  }
}

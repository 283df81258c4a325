package io.resonance.testbed.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueLedgerTest {

  private final ValueLedger ledger = new ValueLedger();

  @Test
  void namesAValueThatWasLostSilently() {
    ledger.producedByAgent("agent", 1, 7, 100);
    ledger.producedByAgent("agent", 1, 8, 200);
    ledger.receivedFromAgent("agent", 1, 8, 200);
    assertThat(ledger.balance().undeclared())
        .singleElement()
        .asString()
        .contains("agent")
        .contains("value 7");
  }

  @Test
  void excusesAValueInsideADeclaredGap() {
    ledger.producedByAgent("agent", 1, 7, 100);
    ledger.gap("g", "agent", "", 50, 150, false);
    assertThat(ledger.balance().undeclared()).isEmpty();
    assertThat(ledger.balance().declaredLost()).isEqualTo(1);
  }

  @Test
  void aHealedGapExcusesNothing() {
    ledger.producedByAgent("agent", 1, 7, 100);
    ledger.gap("g", "agent", "", 50, Long.MAX_VALUE, false);
    ledger.gap("g", "agent", "", 50, 150, true);
    assertThat(ledger.balance().undeclared()).hasSize(1);
  }

  @Test
  void aGapOfOneNodeDoesNotExcuseAnother() {
    ledger.receivedFromNode("server", "a", 1);
    ledger.receivedFromNode("server", "b", 1);
    ledger.producedByNode("server", "a", 100);
    ledger.producedByNode("server", "b", 100);
    ledger.gap("g", "server", "a", 50, 150, false);
    assertThat(ledger.balance().undeclared()).singleElement().asString().contains("address=b");
  }

  @Test
  void doesNotExpectNodeValuesFromBeforeTheSubscription() {
    ledger.producedByNode("server", "a", 10);
    ledger.producedByNode("server", "a", 20);
    ledger.receivedFromNode("server", "a", 20);
    assertThat(ledger.balance().undeclared()).isEmpty();
  }

  @Test
  void countsDuplicates() {
    ledger.receivedFromNode("server", "a", 20);
    ledger.receivedFromNode("server", "a", 20);
    assertThat(ledger.balance().duplicates()).isEqualTo(1);
  }
}

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
  void doesNotExpectWhatAnAgentForgotBeforeItWasFirstRead() {
    ledger.producedByAgent("agent", 1, 1, 10);
    ledger.producedByAgent("agent", 2, 1, 20);
    ledger.producedByAgent("agent", 2, 2, 30);
    ledger.receivedFromAgent("agent", 2, 2, 30);
    assertThat(ledger.balance().undeclared())
        .singleElement()
        .asString()
        .contains("epoch=2", "value 1");
  }

  @Test
  void expectsWhatAnAgentHadAfterItWasFirstReadAlsoIfItForgotThat() {
    ledger.receivedFromAgent("agent", 1, 1, 10);
    ledger.producedByAgent("agent", 2, 1, 20);
    assertThat(ledger.balance().undeclared()).hasSize(1);
  }

  @Test
  void excusesAValueInsideADeclaredGap() {
    ledger.receivedFromAgent("agent", 1, 6, 20);
    ledger.producedByAgent("agent", 1, 7, 100);
    ledger.gap("g", "agent", "", 50, 150, false);
    assertThat(ledger.balance().undeclared()).isEmpty();
    assertThat(ledger.balance().declaredLost()).isEqualTo(1);
  }

  @Test
  void aHealedGapExcusesNothing() {
    ledger.receivedFromAgent("agent", 1, 6, 20);
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

  @Test
  void expectsWhatANodeProducedSinceItWasFirstHeardOf() {
    ledger.producedByNode("server", "a", 10);
    ledger.producedByNode("server", "a", 20);
    ledger.producedByNode("server", "a", 30);
    ledger.producedByAgent("agent", 1, 1, 5);
    ledger.receivedFromNode("server", "a", 20);
    ledger.receivedFromAgent("agent", 1, 2, 6);
    assertThat(ledger.expected()).isEqualTo(3);
  }

  @Test
  void namesAGapThatExcusesMoreThanIsMissing() {
    for (long time = 100; time <= 1_000; time += 100) {
      ledger.producedByNode("server", "a", time);
      if (time != 500) {
        ledger.receivedFromNode("server", "a", time);
      }
    }
    ledger.gap("g", "server", "a", 400, 600, false);
    assertThat(ledger.tooWideGaps(0)).isEmpty();
    ledger.gap("g", "server", "a", 100, 900, false);
    assertThat(ledger.tooWideGaps(0)).singleElement().asString().contains("6 received values");
    assertThat(ledger.tooWideGaps(400)).isEmpty();
  }

  @Test
  void aGapMayBeginWithAHealedOne() {
    for (long time = 100; time <= 1_000; time += 100) {
      ledger.producedByNode("server", "a", time);
      if (time != 800) {
        ledger.receivedFromNode("server", "a", time);
      }
    }
    ledger.gap("lost", "server", "a", 100, 900, false);
    assertThat(ledger.tooWideGaps(0)).hasSize(1);
    ledger.gap("healed", "server", "a", 100, 700, true);
    assertThat(ledger.tooWideGaps(0)).isEmpty();
    assertThat(ledger.gapsDeclared()).isEqualTo(2);
  }
}

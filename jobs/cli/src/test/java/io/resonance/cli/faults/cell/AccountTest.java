package io.resonance.cli.faults.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {

  @Test
  void soundBooksHaveNoObjections() {
    assertThat(new Account(10, 9, 0, 0, 0, 0, 1, 0, 0, 3.5).objections(Fault.OPCUA_RESET))
        .isEmpty();
  }

  @Test
  void objectsToEachFigureThatIsWrong() {
    assertThat(new Account(10, 9, 1, 2, 3, 4, 7, 5, 6, 3.5).objections(Fault.OPCUA_RESET))
        .containsExactly(
            "1 values or messages were lost undeclared",
            "2 values came twice",
            "3 came after a later one",
            "4 messages took effect or were settled wrongly",
            "5 gaps were left open",
            "6 gaps declare more than is missing");
  }

  @Test
  void objectsToAFaultThatDidNotTakeHold() {
    assertThat(new Account(10, 10, 0, 0, 0, 0, 0, 0, 0, 1).objections(Fault.AGENT_OVERRUN))
        .containsExactly("no gap was declared, so the fault did not take hold");
  }

  @Test
  void objectsToARecoveryThatTookTooLongOrNeverCame() {
    assertThat(new Account(10, 10, 0, 0, 0, 0, 0, 0, 0, 20.5).objections(Fault.TASKMANAGER_KILLED))
        .containsExactly("new values came after 20.5 s; allowed are 20 s");
    assertThat(Account.none().objections(Fault.OPCUA_RESET))
        .containsExactly(
            "nothing was received, so nothing is proven", "no new values came after the fault");
  }
}

package io.resonance.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.cli.faults.cell.Cell;
import io.resonance.cli.faults.cell.Fault;
import io.resonance.cli.faults.cell.Phase;
import io.resonance.schema.kafka.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellChoiceTest {

  @Test
  void offersAHundredCellsAndMoreEachWithANameOfItsOwn() {
    assertThat(Cell.all()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(Cell.all()).extracting(Cell::name).doesNotHaveDuplicates();
    assertThat(CellChoice.of(List.of())).isEqualTo(Cell.all());
  }

  @Test
  void everyFaultAndEveryPhaseHasCells() {
    assertThat(Cell.all()).extracting(Cell::fault).contains(Fault.values());
    assertThat(Cell.all()).extracting(Cell::phase).contains(Phase.values());
  }

  @Test
  void cellsThatKillProcessesComeLastSoThatFlinkIsStartedOnce() {
    List<Boolean> kills = Cell.all().stream().map(cell -> cell.fault().kills()).toList();
    assertThat(kills.lastIndexOf(false)).isLessThan(kills.indexOf(true));
  }

  @Test
  void findsCellsByNameAndByPatternEachOnceInTheOrderOfTheMatrix() {
    assertThat(CellChoice.of(List.of("mes-slow/*", "opcua-reset/steady", "mes-slow/steady")))
        .extracting(Cell::name)
        .containsExactly(
            "opcua-reset/steady",
            "mes-slow/steady",
            "mes-slow/after-checkpoint",
            "mes-slow/during-recovery",
            "mes-slow/stop-with-savepoint");
  }

  @Test
  void answersAWrongNameWithTheNearestOnes() {
    assertThatThrownBy(() -> CellChoice.of(List.of("opcua-rest/stead")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(
            "There is no cell 'opcua-rest/stead'. Did you mean opcua-reset/steady")
        .hasMessageContaining("`resonance faults list`");
    assertThatThrownBy(() -> CellChoice.of(List.of("broker")))
        .hasMessageContaining("Did you mean broker-stopped/connect, ");
    assertThatThrownBy(() -> CellChoice.of(List.of("zzz"))).hasMessageNotContaining("Did you");
  }

  @Test
  void aSeedDecidesTheSameEveryTimeAndOtherwiseInAnotherCell() {
    Cell steady = new Cell(Fault.OPCUA_RESET, Phase.STEADY);
    Cell connect = new Cell(Fault.OPCUA_RESET, Phase.CONNECT);
    assertThat(steady.random(7).nextLong()).isEqualTo(steady.random(7).nextLong());
    assertThat(steady.random(7).nextLong()).isNotEqualTo(steady.random(8).nextLong());
    assertThat(steady.random(7).nextLong()).isNotEqualTo(connect.random(7).nextLong());
  }
}

package io.resonance.infer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionMachineTest {

  @Test
  void theTableStandsInTheDocumentation() throws Exception {
    assertThat(Files.readString(Path.of("SESSIONS.md"))).contains(SessionMachine.markdown());
  }

  /** Each state with all events, in the order of the enumeration; `-` changes nothing. */
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN,       REGISTERED, -, -, -, -, -, -, -, -",
    "REGISTERED,    -, PROBING, -, REFUSED, -, -, -, -, RETIRED",
    "PROBING,       -, -, VERSION_CHECK, REFUSED, -, -, -, -, RETIRED",
    "VERSION_CHECK, -, -, -, -, ACCEPTED, REFUSED, -, -, RETIRED",
    "ACCEPTED,      -, -, -, -, -, -, ACTIVE, SUSPENDED, RETIRED",
    "REFUSED,       REGISTERED, -, -, -, -, -, -, -, RETIRED",
    "ACTIVE,        -, -, -, -, -, -, -, SUSPENDED, RETIRED",
    "SUSPENDED,     -, -, -, -, -, -, RESUMED, -, RETIRED",
    "RESUMED,       -, -, -, -, -, -, -, SUSPENDED, RETIRED",
    "RETIRED,       REGISTERED, -, -, -, -, -, -, -, -"
  })
  void followsTheTruthTable(
      SessionState from,
      String register,
      String probe,
      String suffices,
      String lacks,
      String fit,
      String differ,
      String answer,
      String unfit,
      String retire) {
    List<String> to = List.of(register, probe, suffices, lacks, fit, differ, answer, unfit, retire);
    assertThat(
            Arrays.stream(SessionEvent.values())
                .filter(event -> event != SessionEvent.UNKNOWN)
                .map(event -> SessionMachine.next(from, event).map(Enum::name).orElse("-")))
        .containsExactlyElementsOf(to);
  }

  @ParameterizedTest
  @EnumSource(SessionState.class)
  void neverMovesOnAnEventItDoesNotKnow(SessionState from) {
    assertThat(SessionMachine.next(from, SessionEvent.UNKNOWN)).isEmpty();
  }

  /** A model is asked only after the offer and the versions were found to suffice. */
  @Property
  void isAcceptedOnlyAfterTheWholeHandshake(@ForAll @Size(max = 60) List<SessionEvent> events) {
    SessionState state = SessionState.UNKNOWN;
    boolean suffices = false;
    boolean fits = false;
    for (SessionEvent event : events) {
      Optional<SessionState> next = SessionMachine.next(state, event);
      if (next.isEmpty()) {
        continue;
      }
      suffices &= event != SessionEvent.REGISTER;
      fits &= event != SessionEvent.REGISTER;
      suffices |= event == SessionEvent.OFFER_SUFFICES;
      fits |= event == SessionEvent.VERSIONS_FIT;
      state = next.get();
      assertThat(SessionMachine.isAccepted(state))
          .isEqualTo(suffices && fits && state != SessionState.RETIRED);
    }
  }

  @Property
  void aRetiredSessionOnlyBeginsAnew(@ForAll @Size(max = 40) List<SessionEvent> events) {
    SessionState state = SessionState.UNKNOWN;
    for (SessionEvent event : events) {
      SessionState before = state;
      state = SessionMachine.next(state, event).orElse(state);
      if (before == SessionState.RETIRED) {
        assertThat(state).isIn(SessionState.RETIRED, SessionState.REGISTERED);
      }
      if (before != SessionState.UNKNOWN && event == SessionEvent.RETIRE) {
        assertThat(state).isEqualTo(SessionState.RETIRED);
      }
    }
  }
}

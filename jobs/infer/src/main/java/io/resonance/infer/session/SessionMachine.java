package io.resonance.infer.session;

import io.resonance.schema.v1.SessionEvent;
import io.resonance.schema.v1.SessionState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a session and what leads from one to the next. {@link SessionState#UNKNOWN} stands
 * for no session yet. An event that a state has no transition for changes nothing.
 */
public final class SessionMachine {

  private static final List<Transition> TABLE = table();
  private static final Map<SessionState, Map<SessionEvent, SessionState>> NEXT = index();

  /**
   * One row of the table.
   *
   * @param from {@link SessionState#UNKNOWN} where there is no session yet
   */
  public record Transition(SessionState from, SessionEvent event, SessionState to) {}

  private SessionMachine() {}

  private static List<Transition> table() {
    List<Transition> rows = new ArrayList<>();
    for (SessionState from :
        List.of(SessionState.UNKNOWN, SessionState.REFUSED, SessionState.RETIRED)) {
      rows.add(new Transition(from, SessionEvent.REGISTER, SessionState.REGISTERED));
    }
    rows.add(new Transition(SessionState.REGISTERED, SessionEvent.PROBE, SessionState.PROBING));
    rows.add(
        new Transition(SessionState.REGISTERED, SessionEvent.OFFER_LACKS, SessionState.REFUSED));
    rows.add(new Transition(SessionState.PROBING, SessionEvent.OFFER_LACKS, SessionState.REFUSED));
    rows.add(
        new Transition(
            SessionState.PROBING, SessionEvent.OFFER_SUFFICES, SessionState.VERSION_CHECK));
    rows.add(
        new Transition(
            SessionState.VERSION_CHECK, SessionEvent.VERSIONS_FIT, SessionState.ACCEPTED));
    rows.add(
        new Transition(
            SessionState.VERSION_CHECK, SessionEvent.VERSIONS_DIFFER, SessionState.REFUSED));
    rows.add(new Transition(SessionState.ACCEPTED, SessionEvent.ANSWER, SessionState.ACTIVE));
    for (SessionState from :
        List.of(SessionState.ACCEPTED, SessionState.ACTIVE, SessionState.RESUMED)) {
      rows.add(new Transition(from, SessionEvent.UNFIT, SessionState.SUSPENDED));
    }
    rows.add(new Transition(SessionState.SUSPENDED, SessionEvent.ANSWER, SessionState.RESUMED));
    for (SessionState from : SessionState.values()) {
      if (from != SessionState.UNKNOWN && from != SessionState.RETIRED) {
        rows.add(new Transition(from, SessionEvent.RETIRE, SessionState.RETIRED));
      }
    }
    return List.copyOf(rows);
  }

  private static Map<SessionState, Map<SessionEvent, SessionState>> index() {
    Map<SessionState, Map<SessionEvent, SessionState>> index = new EnumMap<>(SessionState.class);
    for (Transition row : TABLE) {
      index
          .computeIfAbsent(row.from(), from -> new EnumMap<>(SessionEvent.class))
          .put(row.event(), row.to());
    }
    return index;
  }

  /** All transitions; whatever is not here does not happen. */
  public static List<Transition> transitions() {
    return TABLE;
  }

  /** The state after an event; empty where it changes nothing. */
  public static Optional<SessionState> next(SessionState from, SessionEvent event) {
    return Optional.ofNullable(NEXT.getOrDefault(from, Map.of()).get(event));
  }

  /** Whether the handshake came to its good end, so that the model is asked. */
  public static boolean isAccepted(SessionState state) {
    return switch (state) {
      case ACCEPTED, ACTIVE, SUSPENDED, RESUMED -> true;
      case UNKNOWN, REGISTERED, PROBING, VERSION_CHECK, REFUSED, RETIRED -> false;
    };
  }

  /** The table in Markdown, a row for each state and a column for each event. */
  public static String markdown() {
    StringBuilder text = new StringBuilder("| |");
    List<SessionEvent> events = new ArrayList<>(List.of(SessionEvent.values()));
    events.remove(SessionEvent.UNKNOWN);
    events.forEach(event -> text.append(" ").append(event).append(" |"));
    text.append("\n|---|").append("---|".repeat(events.size())).append('\n');
    for (SessionState from : SessionState.values()) {
      text.append("| ").append(from == SessionState.UNKNOWN ? "(none)" : from).append(" |");
      for (SessionEvent event : events) {
        text.append(next(from, event).map(to -> " " + to + " |").orElse(" |"));
      }
      text.append('\n');
    }
    return text.toString();
  }
}

package io.resonance.connector.opcua.source.reader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When to ask again for items the server refused: each after its own growing pauses. Pure. */
final class RefusedItems {

  static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  static final Duration LAST_PAUSE = Duration.ofMinutes(10);

  private final Map<Integer, Backoff> pauses = new HashMap<>();

  /** An item may be there again: it is asked for now, if it is refused. */
  void hasten(int item, long now) {
    pauses.computeIfPresent(item, (i, pause) -> new Backoff(now, FIRST_PAUSE, LAST_PAUSE));
  }

  /** The refused items to be asked for now; their next pause begins. */
  List<Integer> due(BitSet refused, long now) {
    if (pauses.isEmpty() && refused.isEmpty()) {
      return List.of();
    }
    pauses.keySet().removeIf(item -> !refused.get(item));
    List<Integer> due = new ArrayList<>();
    for (int item = refused.nextSetBit(0); item >= 0; item = refused.nextSetBit(item + 1)) {
      Backoff pause = pauses.get(item);
      if (pause == null) {
        // it was refused just now
        pause = new Backoff(now, FIRST_PAUSE, LAST_PAUSE);
        pause.failed(now);
        pauses.put(item, pause);
      } else if (pause.isDue(now)) {
        due.add(item);
        pause.failed(now);
      }
    }
    return due;
  }
}

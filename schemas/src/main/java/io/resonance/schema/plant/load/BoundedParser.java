package io.resonance.schema.plant.load;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Ends parsing before the nesting is so deep that the recursive composer overflows the stack. */
final class BoundedParser implements Parser {

  private final Parser parser;
  private int depth;

  BoundedParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID id) {
    return parser.checkEvent(id);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case MappingStart, SequenceStart -> {
        depth++;
        if (depth > YamlText.DEEPEST) {
          throw new ParserException(
              null,
              Optional.empty(),
              "more than " + YamlText.DEEPEST + " levels are nested",
              event.getStartMark());
        }
      }
      case MappingEnd, SequenceEnd -> depth--;
      default -> {
        // the depth stays
      }
    }
    return event;
  }
}

package io.resonance.connector.mes.answer;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.resonance.connector.mes.lane.Outcome;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads B2MML answers: an Acknowledge of any noun, or a ConfirmBOD. A document type or an entity is
 * refused, depth and length of what is kept are bounded.
 */
public final class AnswerReader {

  private static final String NAMESPACE = "http://www.mesa.org/xml/B2MML";
  private static final int MAX_DEPTH = 64;
  private static final int MAX_WORDS = 1_000;
  private static final Set<String> WORDS =
      Set.of("Description", "Note", "Reason", "ReasonCode", "ResponseExpression");
  // where words about the answer stand; a Description of the echoed noun is not one
  private static final Set<String> WORDS_WITHIN = Set.of("Acknowledge", "Confirm", "BOD");

  private final XMLInputFactory factory = hardenedFactory();

  private static XMLInputFactory hardenedFactory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads one document.
   *
   * @throws UnreadableAnswerException if it is no answer or not safe to read
   */
  public B2mmlAnswer read(byte[] body) throws UnreadableAnswerException {
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        return new Reading(reader).answer();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException malformed) {
      throw new UnreadableAnswerException(
          "the answer is not well-formed XML: " + firstLine(malformed.getMessage()), malformed);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** One pass over one document. */
  private static final class Reading {
    private final XMLStreamReader reader;
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder words = new StringBuilder();
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<String> originalBodId = Optional.empty();
    private String root = "";

    Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    B2mmlAnswer answer() throws XMLStreamException, UnreadableAnswerException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> start();
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> characters();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnreadableAnswerException(
                  "the answer holds a document type or an entity, which is never read");
          default -> {}
        }
      }
      return new B2mmlAnswer(root.equals("ConfirmBOD"), outcome, originalBodId, words.toString());
    }

    private void start() throws UnreadableAnswerException {
      String name = reader.getLocalName();
      if (path.isEmpty()) {
        root = name;
        requireAnswer();
      }
      if (path.size() == MAX_DEPTH) {
        throw new UnreadableAnswerException(
            "the answer nests elements deeper than %d levels".formatted(MAX_DEPTH));
      }
      path.addLast(name);
      text.setLength(0);
      if (name.equals("ResponseExpression")) {
        outcome = gravest(outcome, reader.getAttributeValue(null, "actionCode"));
      }
    }

    private void requireAnswer() throws UnreadableAnswerException {
      boolean known = root.startsWith("Acknowledge") || root.equals("ConfirmBOD");
      if (!known || !NAMESPACE.equals(reader.getNamespaceURI())) {
        throw new UnreadableAnswerException(
            "the answer's root element is {%s}%s, neither Acknowledge nor ConfirmBOD of %s"
                .formatted(reader.getNamespaceURI(), root, NAMESPACE));
      }
    }

    private void characters() {
      int room = MAX_WORDS - text.length();
      if (room > 0) {
        String characters = reader.getText();
        text.append(characters, 0, Math.min(room, characters.length()));
      }
    }

    private void end() {
      String name = path.removeLast();
      String value = text.toString().strip();
      text.setLength(0);
      if (name.equals("BODID") && "OriginalApplicationArea".equals(path.peekLast())) {
        originalBodId = Optional.of(value);
      } else if (WORDS.contains(name) && !value.isEmpty() && withinAnswer()) {
        if (words.length() + value.length() < MAX_WORDS) {
          words.append(words.isEmpty() ? "" : "; ").append(value);
        }
      }
    }

    private boolean withinAnswer() {
      Iterator<String> levels = path.iterator();
      for (int depth = 0; depth < 3 && levels.hasNext(); depth++) {
        String level = levels.next();
        if (depth == 2) {
          return WORDS_WITHIN.contains(level);
        }
      }
      return false;
    }

    private static Optional<Outcome> gravest(Optional<Outcome> before, String actionCode) {
      Optional<Outcome> said =
          Optional.ofNullable(actionCode)
              .flatMap(
                  code ->
                      switch (code) {
                        case "Accepted" -> Optional.of(Outcome.ACCEPTED);
                        case "Modified" -> Optional.of(Outcome.MODIFIED);
                        case "Rejected" -> Optional.of(Outcome.REJECTED);
                        default -> Optional.empty();
                      });
      // the constants are declared from harmless to grave
      boolean graver =
          said.isPresent() && (before.isEmpty() || said.get().compareTo(before.get()) > 0);
      return graver ? said : before;
    }
  }
}

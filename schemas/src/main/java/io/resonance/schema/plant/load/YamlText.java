package io.resonance.schema.plant.load;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Makes a tree with positions of the bytes of a YAML file, within bounds. */
final class YamlText {

  /** The largest file that is read. */
  static final int MOST_BYTES = 4 << 20;

  /** The deepest a file may nest; what a plant file needs is far less. */
  static final int DEEPEST = 32;

  private static final int MOST_ALIASES = 100;
  private static final String UNDEFINED_ALIAS = "undefined alias";
  private static final String SECOND_DOCUMENT = "another document";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Problems problems;

  YamlText(Problems problems) {
    this.problems = problems;
  }

  /** The tree; empty if a problem was found. */
  Optional<Node> parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      problems.error(
          Place.WHOLE_FILE,
          "The file is larger than %d MiB, the most that is read.".formatted(MOST_BYTES >> 20),
          "Check that this is the plant file; split the plant over several jobs if it is.");
      return Optional.empty();
    }
    return decode(bytes).flatMap(this::compose);
  }

  private Optional<String> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var outcome = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (outcome.isError()) {
      problems.error(
          endOf(text),
          "The file is not in UTF-8: the byte 0x%02X stands here."
              .formatted(bytes[in.position()] & 0xFF),
          "Save it as UTF-8.");
      return Optional.empty();
    }
    return Optional.of(
        !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
  }

  private Optional<Node> compose(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_BYTES)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setUseMarks(true)
            .build();
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      Optional<Node> root = new Composer(settings, new BoundedParser(parser)).getSingleNode();
      if (root.isEmpty()) {
        problems.error(
            Place.WHOLE_FILE,
            "The file is empty.",
            "Begin with the example flink-conf/plants/small-line.yaml.");
      }
      return root;
    } catch (MarkedYamlEngineException broken) {
      problems.error(placeOf(broken), reasonOf(broken), nextStepFor(broken));
    } catch (ReaderException unprintable) {
      problems.error(
          endOf(text.substring(0, Math.min(text.length(), unprintable.getPosition()))),
          "The character U+%04X is not possible in YAML.".formatted(unprintable.getCodePoint()),
          "Remove it.");
    } catch (YamlEngineException beyondBounds) {
      problems.error(
          Place.WHOLE_FILE,
          "This is not YAML that can be read: " + firstLine(beyondBounds.getMessage()) + ".",
          "Use fewer aliases (*name), at most " + MOST_ALIASES + " of lists and mappings.");
    }
    return Optional.empty();
  }

  private static Place placeOf(MarkedYamlEngineException broken) {
    String problem = firstLine(broken.getProblem());
    boolean unclosed = problem.contains("end of stream") || problem.contains("<stream end>");
    Optional<Mark> begin = unclosed ? broken.getContextMark() : Optional.empty();
    return begin
        .or(broken::getProblemMark)
        .or(broken::getContextMark)
        .map(mark -> placeOf(mark, ""))
        .orElse(Place.WHOLE_FILE);
  }

  static Place placeOf(Mark mark, String path) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1, path);
  }

  private static String reasonOf(MarkedYamlEngineException broken) {
    String context = broken.getContext();
    String what = firstLine(broken.getProblem());
    if (what.contains(SECOND_DOCUMENT)) {
      return "A second document begins here.";
    }
    // names of aliases and tags are not repeated: an unquoted secret may look like one
    if (what.contains(UNDEFINED_ALIAS)) {
      return "An alias (*name) stands here, but no anchor (&name) above it has that name.";
    }
    if (what.contains(" tag ")) {
      return "There is a tag that cannot be read; tags are not allowed.";
    }
    String where =
        broken
            .getContextMark()
            .filter(mark -> context != null)
            .map(
                mark ->
                    " (%s that begins in line %d)"
                        .formatted(firstLine(context), mark.getLine() + 1))
            .orElse("");
    return "This is not YAML: " + what + where + ".";
  }

  private static String nextStepFor(MarkedYamlEngineException broken) {
    String problem = firstLine(broken.getProblem());
    if (problem.contains("TAB") || problem.contains("'\\t'")) {
      return "Indent with spaces, not with tabs.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "Put the value in quotes if it contains ': ', and check the indentation of this line.";
    }
    if (problem.contains(" tag ")) {
      return "Remove the word that begins with '!', or put the value in quotes if it is part of it.";
    }
    if (problem.contains(SECOND_DOCUMENT)) {
      return "Keep one plant in a file: remove the line '---' and what follows.";
    }
    if (problem.contains(UNDEFINED_ALIAS)) {
      return "Put the value in quotes if it begins with '*', or define the anchor above.";
    }
    return "Check the indentation, quotes and brackets of this line and the one above.";
  }

  private static String firstLine(String message) {
    return message == null ? "broken" : message.lines().findFirst().orElse("broken");
  }

  private static Place endOf(String text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Place(line, column, "");
  }
}

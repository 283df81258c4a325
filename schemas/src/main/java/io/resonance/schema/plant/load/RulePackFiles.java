package io.resonance.schema.plant.load;

import io.resonance.schema.rules.RulePackText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The rule packs a plant file names. */
final class RulePackFiles {

  private final LoadEnvironment environment;
  private final LocalPaths paths;

  RulePackFiles(LoadEnvironment environment, LocalPaths paths) {
    this.environment = environment;
    this.paths = paths;
  }

  /** The packs of a file that was found to be right. */
  List<RulePackText> texts(Fields profile) {
    return profile.items("rules").stream().map(field -> read(field).orElseThrow()).toList();
  }

  void check(Fields profile, VocabularyCheck vocabulary, Problems problems) {
    for (Field field : profile.items("rules")) {
      Optional<RulePackText> text = read(field);
      if (text.isEmpty()) {
        problems.error(
            field.place(),
            field.spelled(),
            "The rule pack %s does not exist or cannot be read as UTF-8."
                .formatted(paths.resolve(field.spelled()).map(Path::toString).orElse("")),
            "Put the file with the plant's rules there, or remove the line.");
      } else {
        vocabulary
            .refuseRulePack(text.get())
            .ifPresent(
                reason ->
                    problems.error(
                        field.place(),
                        field.spelled(),
                        reason,
                        "Correct the rule pack; schemas/RULES.md describes it."));
      }
    }
  }

  private Optional<RulePackText> read(Field field) {
    Optional<Path> file = paths.resolve(field.spelled());
    if (file.isEmpty() || environment.entry(file.get()) != LoadEnvironment.Entry.FILE) {
      return Optional.empty();
    }
    try {
      // one character is at most four bytes; a longer file is refused by its reader
      byte[] bytes = environment.read(file.get(), 4 * RulePackText.MOST_CHARACTERS + 4);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(new RulePackText(file.get().getFileName().toString(), text));
    } catch (IOException unreadableOrNotUtf8) {
      return Optional.empty(); // check says so
    }
  }
}

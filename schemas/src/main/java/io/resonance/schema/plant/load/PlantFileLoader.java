package io.resonance.schema.plant.load;

import io.resonance.schema.plant.PlantFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads plant files. All problems of the text and of the local files it names are found at once;
 * whether servers, Kafka and the registry can be reached is not looked at. Never throws on account
 * of what a file contains. Safe for use by several threads.
 */
public final class PlantFileLoader {

  private final LoadEnvironment environment;
  private final VocabularyCheck vocabulary;

  /**
   * Reads with the variables and files of this machine.
   *
   * @param vocabulary the words of the profile; {@link VocabularyCheck#acceptAll} for any
   */
  public PlantFileLoader(VocabularyCheck vocabulary) {
    this(vocabulary, LoadEnvironment.system());
  }

  /** Reads with the given variables and files; the plant file itself is read through them too. */
  public PlantFileLoader(VocabularyCheck vocabulary, LoadEnvironment environment) {
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  /**
   * Reads a plant file. Relative paths in it start at its folder; all paths of the result are
   * absolute.
   *
   * @param file also how problems name the file
   */
  public PlantFileResult load(Path file) {
    Problems problems = new Problems(file.toString());
    Optional<PlantFile> plantFile = load(file, problems);
    if (plantFile.isPresent() && !problems.hasErrors()) {
      return new PlantFileResult.Accepted(plantFile.get(), problems.inFileOrder());
    }
    return new PlantFileResult.Refused(problems.inFileOrder());
  }

  private Optional<PlantFile> load(Path file, Problems problems) {
    byte[] bytes;
    try {
      bytes = environment.read(file, YamlText.MOST_BYTES + 1);
    } catch (IOException unreadable) {
      problems.error(
          Place.WHOLE_FILE,
          "The plant file cannot be read: " + cause(file),
          "Check the path and the permissions of the file.");
      return Optional.empty();
    }
    Optional<Node> root = new YamlText(problems).parse(bytes);
    Optional<Fields> top = root.flatMap(new SectionReader(problems)::read);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    LocalPaths paths = new LocalPaths(file);
    check(top.get(), paths, problems);
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new PlantFileAssembly(paths, new RulePackFiles(environment, paths))
                .assemble(top.get()));
  }

  private void check(Fields top, LocalPaths paths, Problems problems) {
    new DuplicateCheck(problems).check(top);
    new ReferenceCheck(problems, top).check();
    new SecurityCheck(problems).check(top);
    new WordCheck(problems, vocabulary).check(top);
    new SecretsCheck(problems, environment, paths).check(top);
    new FilesCheck(problems, environment, paths).check(top);
    top.section("profile")
        .ifPresent(
            profile -> new RulePackFiles(environment, paths).check(profile, vocabulary, problems));
  }

  private String cause(Path file) {
    return switch (environment.entry(file)) {
      case ABSENT -> "it does not exist.";
      case FOLDER -> "it is a folder.";
      case FILE -> "reading it is not allowed, or the disk failed.";
    };
  }
}

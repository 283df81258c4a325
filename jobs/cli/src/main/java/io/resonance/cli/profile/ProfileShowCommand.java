package io.resonance.cli.profile;

import io.resonance.job.plant.PlantVocabulary;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.Unit;
import io.resonance.schema.profile.Vocabulary;
import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.StateTable;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a profile, or what one word of it means. */
@Command(
    name = "show",
    description =
        "Shows a profile, or one thing of it in plain words: a term, a unit, a vocabulary, a rule, `states` or `context`.",
    mixinStandardHelpOptions = true)
final class ProfileShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description =
          "A term (axis-position or axis-position[X]), a unit (RPM, mm/min, CELSIUS), a vocabulary (execution), a rule (stale), states or context. Left out: what the profile consists of.")
  private String what;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "A folder, or the id of a profile of this release. Default: ${DEFAULT-VALUE}.",
      defaultValue = PlantVocabulary.PROFILE)
  private String source;

  private PrintWriter out;

  @Override
  public Integer call() {
    Profile profile = ProfileSource.load(source);
    out = spec.commandLine().getOut();
    if (what == null) {
      overview(profile, out);
    } else if (!showTables(profile) && !showWords(profile)) {
      throw new StartRefusedException(
          "The profile %s knows no `%s`: it is no term, unit, vocabulary or rule. `resonance profile show` lists what there is."
              .formatted(profile.id(), what));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  static void overview(Profile profile, PrintWriter out) {
    out.printf("%s, version %s%n", profile.id(), profile.identity().version());
    out.printf("content hash %s%n%s%n%n", profile.hash(), profile.identity().statementEn());
    list(out, "terms", profile.propertyNames());
    list(out, "vocabularies", profile.vocabularyNames());
    list(
        out,
        "rules",
        profile.rules().stream().map(Rule::id).collect(Collectors.toUnmodifiableSet()));
    out.printf("units: %d, see `resonance profile show UNIT`%n", profile.unitCodes().size());
    out.printf(
        "states: %d rows, modes: %d rows, see `resonance profile show states`%n",
        profile.states().states().size(), profile.states().modes().size());
  }

  private static void list(PrintWriter out, String title, Set<String> names) {
    out.printf("%s (%d): %s%n", title, names.size(), String.join(", ", new TreeSet<>(names)));
  }

  private boolean showTables(Profile profile) {
    switch (what) {
      case "states" -> states(profile);
      case "context" -> context(profile);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** One word may be several things, such as the term and the vocabulary `execution`. */
  private boolean showWords(Profile profile) {
    Optional<PropertyTerm> term = profile.term(what);
    Optional<Vocabulary> vocabulary = profile.vocabulary(what);
    Optional<Unit> unit = profile.unit(what);
    Optional<Rule> rule =
        profile.rules().stream().filter(each -> each.id().equals(what)).findFirst();
    term.ifPresent(each -> term(profile, each));
    vocabulary.ifPresent(this::vocabulary);
    unit.ifPresent(each -> unit(profile, each));
    rule.ifPresent(
        each ->
            out.printf(
                "rule %s (%s): %s; `resonance rules explain %s` says more%n",
                each.id(), each.severity(), each.en().title(), each.id()));
    return term.isPresent() || vocabulary.isPresent() || unit.isPresent() || rule.isPresent();
  }

  private void term(Profile profile, PropertyTerm term) {
    out.printf("term %s: %s (%s)%n", term.name(), term.titleEn(), term.titleZh());
    out.println(
        switch (term.kind()) {
          case MEASUREMENT -> "  a continuous number, judged for silence";
          case COUNT -> "  a number that may rest for any time";
          case STATE -> "  a word of a vocabulary";
          case TEXT -> "  any text";
          case OTHER -> "  any value";
        });
    term.canonicalUnit()
        .ifPresent(
            unit ->
                out.printf(
                    "  in records always in %s (%s, UCUM %s); any unit of %s is converted%n",
                    unit.code(), unit.name(), unit.ucum(), unit.dimension()));
    if (term.qualified()) {
      out.printf("  carries the name of its component: %s%n", term.of("X"));
    }
    term.vocabulary().flatMap(profile::vocabulary).ifPresent(this::vocabulary);
    profile.mtConnectTypes(term.name()).forEach(type -> out.printf("  MTConnect: %s%n", type));
    profile
        .context()
        .place(term.name())
        .ifPresent(
            place ->
                out.printf(
                    "  says the %s of the context of records%n", ContextTable.name(place.field())));
    if (profile.states().looksAt(term.name())) {
      out.println("  counts for the machine state: `resonance profile show states`");
    }
  }

  private void vocabulary(Vocabulary vocabulary) {
    out.printf(
        "vocabulary %s: %s (%s)%n  words: %s%n  from %s%n",
        vocabulary.name(),
        vocabulary.titleEn(),
        vocabulary.titleZh(),
        String.join(", ", vocabulary.words()),
        vocabulary.source());
  }

  private void unit(Profile profile, Unit unit) {
    out.printf(
        "unit %s: %s, UCUM %s, measures %s%n  1 %s is %s in the SI unit%s%n",
        unit.code(),
        unit.name(),
        unit.ucum(),
        unit.dimension(),
        unit.ucum(),
        unit.scale(),
        String.valueOf(unit.offset()).equals("0") ? "" : ", plus " + unit.offset());
    if (!unit.aliases().isEmpty()) {
      out.printf("  also spelled %s%n", String.join(" ", unit.aliases()));
    }
    String terms =
        profile.propertyNames().stream()
            .filter(
                name ->
                    profile
                        .term(name)
                        .flatMap(PropertyTerm::canonicalUnit)
                        .filter(each -> each.dimension().equals(unit.dimension()))
                        .isPresent())
            .sorted()
            .collect(Collectors.joining(", "));
    out.printf("  terms it may be used for: %s%n", terms.isEmpty() ? "none" : terms);
  }

  private void states(Profile profile) {
    out.println("The first row all conditions of which hold says the state; else it is UNKNOWN.");
    for (StateTable.Row<StateTable.StateWord> row : profile.states().states()) {
      String detail = row.says().detail().isEmpty() ? "" : " " + row.says().detail();
      out.printf(
          "  %-60s %s%s: %s%n", conditions(row.when()), row.says().state(), detail, row.why().en());
    }
    out.println("The same for the mode:");
    profile
        .states()
        .modes()
        .forEach(
            row ->
                out.printf("  %-60s %s: %s%n", conditions(row.when()), row.says(), row.why().en()));
  }

  private static String conditions(Map<String, Set<String>> when) {
    return when.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + " = " + String.join(" or ", new TreeSet<>(each.getValue())))
        .collect(Collectors.joining("; "));
  }

  private void context(Profile profile) {
    out.println("Records say what the machine worked on; the first term that has a word counts.");
    for (ContextTable.Entry entry : profile.context().entries()) {
      out.printf(
          "  %-12s %s, from %s%n",
          ContextTable.name(entry.field()), entry.title().en(), String.join(", ", entry.terms()));
    }
  }
}

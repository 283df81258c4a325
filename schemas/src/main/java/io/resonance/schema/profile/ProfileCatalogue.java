package io.resonance.schema.profile;

import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.StateTable;
import io.resonance.schema.v1.MachineryMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The catalogue of a profile as Markdown: rules, terms, vocabularies, quality; units by themselves.
 */
public final class ProfileCatalogue {

  private final Profile profile;
  private final StringBuilder text = new StringBuilder();

  private ProfileCatalogue(Profile profile) {
    this.profile = profile;
  }

  /** The whole catalogue. */
  public static String of(Profile profile) {
    ProfileCatalogue catalogue = new ProfileCatalogue(profile);
    catalogue.head();
    profile.rules().forEach(catalogue::rule);
    catalogue.terms();
    catalogue.vocabularies();
    catalogue.mtConnect();
    catalogue.opcUa();
    catalogue.quality();
    catalogue.states();
    catalogue.context();
    catalogue.errors();
    catalogue.endpoints();
    return catalogue.text.toString();
  }

  /** The table of units. */
  public static String unitsOf(Profile profile) {
    ProfileCatalogue catalogue = new ProfileCatalogue(profile);
    catalogue.units();
    return catalogue.text.toString();
  }

  private void head() {
    line("# Profile " + profile.id());
    line("");
    line("Generated from the profile's resources; a test refuses it when it differs from them.");
    line("");
    line(profile.identity().statementEn());
    line("");
    line(profile.identity().statementZh());
    line("");
    line("Content hash (SHA-256): `" + profile.hash() + "`");
    line("");
    line("Clause numbers are those of these editions:");
    line("");
    for (Profile.Edition base : profile.identity().bases()) {
      line("- %s: %s".formatted(base.standard(), base.edition()));
    }
    line("");
    line(
        "*Checked* names what a reference was held against: the text of the clause as its publisher"
            + " shows it (spec-text), a published NodeSet (nodeset), schema (xsd) or list of codes"
            + " (code-list).");
    line("");
    line("The units are in [UNITS.md](UNITS.md).");
    line("");
    line("## Rules");
  }

  private static String checked(List<Witness> witnesses) {
    return witnesses.isEmpty()
        ? "**not checked**"
        : witnesses.stream().map(Witness::word).collect(Collectors.joining(", "));
  }

  private void rule(Rule rule) {
    line("");
    line("### " + rule.id() + " (version " + rule.version() + ", " + rule.severity() + ")");
    line("");
    line(
        "**" + rule.en().title() + ".** " + rule.en().explanation() + " *Fix:* " + rule.en().fix());
    line("");
    line("**" + rule.zh().title() + "。** " + rule.zh().explanation() + " *处理：* " + rule.zh().fix());
    line("");
    Rule.Basis basis = rule.basis();
    line(
        "Basis: %s, %s, <%s>; checked: %s"
            .formatted(basis.standard(), basis.clause(), basis.url(), checked(basis.checked())));
    line("Serves: %s (%s)".formatted(rule.subject().en(), rule.subject().zh()));
    profile.testOf(rule).ifPresent(test -> line("Test: " + test(test)));
    for (Rule.Parameter parameter : rule.parameters()) {
      line(
          "- `%s` (default %s): %s; %s"
              .formatted(
                  parameter.name(),
                  parameter.defaultValue(),
                  parameter.meaning().en(),
                  parameter.meaning().zh()));
    }
  }

  /** What the rule asks, as it is written. */
  private static String test(YamlEntry rule) {
    return rule.names().stream()
        .filter(name -> !RuleReader.isWord(name))
        .map(name -> "%s `%s`".formatted(name, rule.field(name).shown()))
        .collect(Collectors.joining(", "));
  }

  private void terms() {
    line("");
    line("## Terms for properties");
    line("");
    line("`term` or `term[component]`; own names begin with `x:`.");
    table("term", "kind", "unit", "vocabulary", "en", "zh");
    for (PropertyTerm term : profile.terms()) {
      row(
          term.qualified() ? term.name() + "[...]" : term.name(),
          term.kind().toString(),
          term.canonicalUnit().map(Unit::code).orElse(""),
          term.vocabulary().orElse(""),
          term.titleEn(),
          term.titleZh());
    }
  }

  private void vocabularies() {
    line("");
    line("## Vocabularies");
    table("name", "words", "source", "checked", "en", "zh");
    for (Vocabulary vocabulary : profile.vocabularies()) {
      row(
          vocabulary.name(),
          String.join(", ", vocabulary.words()),
          "[%s](%s)".formatted(vocabulary.source(), vocabulary.url()),
          checked(vocabulary.checked()),
          vocabulary.titleEn(),
          vocabulary.titleZh());
    }
  }

  private void units() {
    line("# Units of profile " + profile.id());
    line("");
    line("Generated from the profile's resources; a test refuses it when it differs from them.");
    line("");
    line(
        "A value times the scale, plus the offset, is the value in the dimension's SI unit. Only units"
            + " of one dimension are converted into each other. Codes are those of UN/ECE"
            + " Recommendation 20, `ucum:...` where it has none; spellings for people follow UCUM.");
    table("code", "UCUM", "name", "dimension", "scale", "offset", "also spelled");
    for (Unit unit : profile.units()) {
      row(
          unit.code(),
          unit.ucum(),
          unit.name(),
          unit.dimension(),
          unit.scale().toString(),
          unit.offset().toString(),
          String.join(" ", unit.aliases()));
    }
  }

  private void mtConnect() {
    line("");
    line("## MTConnect types");
    table("type", "subType", "inside", "term");
    for (MtConnectTerms.Entry entry : profile.mtConnectTerms().entries()) {
      row(
          entry.type(),
          entry.subType().equals("*") ? "any" : entry.subType(),
          String.join(", ", entry.within()),
          entry.term());
    }
  }

  private void quality() {
    line("");
    line("## Quality");
    line("");
    line(
        "The status of a value is kept whole. Its quality is the worst of the severity of its status"
            + " (bits 31:30 of the StatusCode) and what the tables of LimitBits and device health"
            + " leave of it. Rules judge by the status alone; models have gates of their own.");
    line("");
    line("What MTConnect says about observations:");
    table("word", "OPC UA StatusCode", "name", "en", "zh");
    for (QualityTable.Word word : profile.quality().words()) {
      row(
          word.word(),
          "0x%08X".formatted(word.statusCode()),
          word.name(),
          word.why().en(),
          word.why().zh());
    }
    line("");
    line("LimitBits of a StatusCode, where its InfoType is DataValue:");
    atBest(profile.quality().limits());
    line("");
    line(
        "Device health (NAMUR NE 107), of the numbers of an equipment that says so of itself as a"
            + " whole, from that word's time on; `context.deviceHealth` of the records holds the word:");
    atBest(profile.quality().health());
    line("");
    line("## Level of OPC UA conditions");
    table("severity from", "level while active", "en", "zh");
    for (QualityTable.SeverityClass some : profile.quality().severities()) {
      row(Integer.toString(some.from()), some.level().toString(), some.why().en(), some.why().zh());
    }
  }

  private void atBest(List<QualityTable.Row> rows) {
    table("word", "quality at best", "en", "zh");
    rows.forEach(row -> row(row.word(), row.quality().toString(), row.why().en(), row.why().zh()));
  }

  private void errors() {
    line("");
    line("## Error codes");
    line("");
    line(
        "Of gaps (`reason` of DataGap), evaluations (`reasonCode` of Inference) and messages for the"
            + " MES (`state` of MesMessage).");
    table("code", "of", "en", "what to do", "zh", "处理");
    for (ErrorCode error : profile.errors()) {
      row(
          error.code(),
          error.group().toString().toLowerCase(java.util.Locale.ROOT),
          error.meaning().en(),
          error.next().en(),
          error.meaning().zh(),
          error.next().zh());
    }
  }

  private void endpoints() {
    line("");
    line("## Endpoints");
    table("id", "binding", "way", "address", "payload", "key", "en", "zh", "basis");
    for (DataEndpoint endpoint : profile.endpoints()) {
      row(
          endpoint.id(),
          endpoint.binding().toString(),
          endpoint.direction().toString().toLowerCase(java.util.Locale.ROOT),
          "`" + endpoint.address() + "`",
          endpoint.payload(),
          endpoint.key().orElse(""),
          endpoint.title().en(),
          endpoint.title().zh(),
          endpoint.basis());
    }
  }

  private void opcUa() {
    line("");
    line("## OPC UA companion specifications");
    line("");
    line(
        "A variable that is found by browsing and whose path ends like this has the term; `*` is the"
            + " name of an instance and becomes the qualifier.");
    table("namespace", "path", "term", "unit where the server says none");
    for (OpcUaTerms.Entry entry : profile.opcUaTerms().entries()) {
      row(
          entry.namespace(),
          String.join("/", entry.path()),
          entry.as().isEmpty() ? entry.term().name() : entry.term().of(entry.as()),
          entry.unit());
    }
    line("");
    line("Without a term, below:");
    line("");
    profile
        .opcUaTerms()
        .withoutTerm()
        .forEach((name, why) -> line("- `%s`: %s".formatted(name, why)));
  }

  private void states() {
    line("");
    line("## Machine states");
    line("");
    line(
        "One state and one mode of a machine, after OPC 40001-1, by what it says over either protocol."
            + " The rows are tried from the top; the first one all conditions of which hold says it."
            + " A condition holds where any property with that term has one of the words. A word that"
            + " is bad, or older than an open gap, is no word; where no row holds, the answer is UNKNOWN.");
    table("row", "when", "state", "detail", "en", "zh");
    for (StateTable.Row<StateTable.StateWord> row : profile.states().states()) {
      row(
          row.id(),
          conditions(row.when()),
          row.says().state().toString(),
          row.says().detail(),
          row.why().en(),
          row.why().zh());
    }
    table("row", "when", "mode", "en", "zh");
    for (StateTable.Row<MachineryMode> row : profile.states().modes()) {
      row(row.id(), conditions(row.when()), row.says().toString(), row.why().en(), row.why().zh());
    }
    line("");
    line(
        "These count only without a qualifier: %s. These words are in no row and say nothing of the state: %s."
            .formatted(
                profile.states().onlyOwn().stream().sorted().collect(Collectors.joining(", ")),
                conditions(profile.states().saysNothing())));
  }

  private static String conditions(Map<String, Set<String>> when) {
    return when.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + " = " + String.join(" or ", new TreeSet<>(each.getValue())))
        .collect(Collectors.joining("; "));
  }

  private void context() {
    line("");
    line("## What a machine is working on");
    line("");
    line(
        "The first term that has a word counts, without a qualifier before those with one."
            + " Device health counts without a qualifier only: that of a component says nothing of"
            + " the whole.");
    table("field", "terms", "en", "zh");
    for (ContextTable.Entry entry : profile.context().entries()) {
      row(
          ContextTable.name(entry.field()),
          String.join(", ", entry.terms()),
          entry.title().en(),
          entry.title().zh());
    }
  }

  private void table(String... columns) {
    line("");
    row(columns);
    line("|" + "---|".repeat(columns.length));
  }

  private void row(String... cells) {
    line(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

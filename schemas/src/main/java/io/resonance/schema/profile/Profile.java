package io.resonance.schema.profile;

import io.resonance.schema.batch.QualityScale;
import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.StateTable;
import io.resonance.schema.v1.ConditionLevel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A named, versioned profile: the vocabulary, units, quality table and rules that every record of a
 * plant is made under. It is data; see {@code PROFILE.md} for the catalogue. Immutable and safe for
 * any number of threads; not serializable, so a function keeps the id and loads it where it opens.
 *
 * <p>What a profile may claim: records conform to {@code mdr-profile 0.1}. Nothing here claims
 * conformance to GB/T 45288-2026, whose text was not public when the profile was written.
 */
public final class Profile {

  private final Identity identity;
  private final UnitTable units;
  private final Map<String, Vocabulary> vocabularies;
  private final Map<String, Set<String>> words;
  private final Map<String, PropertyTerm> terms;
  private final MtConnectTerms mtConnectTerms;
  private final OpcUaTerms opcUaTerms;
  private final QualityTable quality;
  private final QualityScale qualityScale;
  private final StateTable states;
  private final ContextTable context;
  private final List<Rule> rules;
  private final Map<String, YamlEntry> tests;
  private final List<ErrorCode> errors;
  private final List<DataEndpoint> endpoints;

  /**
   * Name and content of a profile.
   *
   * @param id as in a plant file, such as {@code mdr-profile-0.1}
   * @param version such as {@code 0.1.0}
   * @param hash SHA-256 over the resources, lower-case hex
   * @param statementEn what the profile is and is not
   * @param statementZh the same in Chinese
   * @param bases the standards it refers to, in the editions whose clause numbers it uses
   */
  public record Identity(
      String id,
      String version,
      String hash,
      String statementEn,
      String statementZh,
      List<Edition> bases) {

    public Identity {
      bases = List.copyOf(bases);
    }
  }

  /** A standard in one of its editions. */
  public record Edition(String standard, String edition) {}

  Profile(Identity identity, ProfileLoader.Parts parts) {
    this.identity = identity;
    this.units = parts.units();
    this.vocabularies = parts.vocabularies();
    this.words =
        vocabularies.values().stream()
            .collect(
                java.util.stream.Collectors.toUnmodifiableMap(
                    Vocabulary::name, vocabulary -> Set.copyOf(vocabulary.words())));
    this.terms = parts.terms();
    this.mtConnectTerms = parts.mtConnectTerms();
    this.opcUaTerms = parts.opcUaTerms();
    this.quality = parts.quality();
    this.qualityScale = quality.scale();
    this.states = parts.states();
    this.context = parts.context();
    this.rules = parts.rules();
    this.tests = parts.tests();
    this.errors = parts.errors();
    this.endpoints = parts.endpoints();
  }

  /**
   * Loads a profile from the resources of this library.
   *
   * @param id such as {@code mdr-profile-0.1}
   * @throws ProfileException if there is none of that id, or a resource of it is wrong
   */
  public static Profile load(String id) {
    return ProfileLoader.load(id);
  }

  /**
   * Reads a profile from a folder.
   *
   * @param folder holds {@code manifest.yaml} and the files it names
   * @throws ProfileException naming file and line of what is wrong
   */
  public static Profile read(Path folder) {
    return ProfileLoader.read(folder);
  }

  /** The id as records carry it. */
  public String id() {
    return identity.id();
  }

  public Identity identity() {
    return identity;
  }

  /** SHA-256 over the resources, lower-case hex. */
  public String hash() {
    return identity.hash();
  }

  /**
   * Whether a property is named by a term, with or without a qualifier, or is a name of one's own
   * ({@code x:...}).
   */
  public boolean knowsProperty(String property) {
    return isOwnName(property) || term(property).isPresent();
  }

  /** Whether a property is a name of one's own, for which the profile says nothing. */
  public static boolean isOwnName(String property) {
    return property.startsWith("x:") && property.length() > 2;
  }

  /** Whether an equipment category is in the vocabulary. */
  public boolean knowsCategory(String category) {
    return words.get("equipment-category").contains(category);
  }

  /**
   * The unit of a Rec 20 code or, where it is none, of an UCUM spelling, MTConnect name or symbol.
   */
  public Optional<Unit> unit(String text) {
    return units.find(text);
  }

  /** The unit of a Rec 20 code. */
  public Optional<Unit> unitOfCode(String code) {
    return units.ofCode(code);
  }

  /**
   * The unit that is printed like this beside a value, such as the displayName of EUInformation.
   */
  public Optional<Unit> unitOfSymbol(String symbol) {
    return units.ofSymbol(symbol);
  }

  /** Another unit whose symbol this code is: a gigajoule for GJ, the code of g/mL. */
  public Optional<Unit> otherUnitSpelled(String code) {
    return units
        .ofCode(code)
        .flatMap(unit -> units.ofSymbol(code).filter(symbol -> !symbol.measuresAs(unit)));
  }

  /** The term of a property, whatever its qualifier. */
  public Optional<PropertyTerm> term(String property) {
    return Optional.ofNullable(terms.get(PropertyTerm.termOf(property)));
  }

  /** A vocabulary by its name. */
  public Optional<Vocabulary> vocabulary(String name) {
    return Optional.ofNullable(vocabularies.get(name));
  }

  /** Names of all vocabularies. */
  public Set<String> vocabularyNames() {
    return Set.copyOf(vocabularies.keySet());
  }

  /** The MTConnect types that have a term, in words. */
  public List<String> mtConnectTypes(String term) {
    return mtConnectTerms.entries().stream()
        .filter(entry -> entry.term().equals(term))
        .map(MtConnectTerms.Entry::text)
        .toList();
  }

  /** The words a property may have; empty where it has no vocabulary. */
  public Optional<Vocabulary> vocabularyOf(String property) {
    return term(property).flatMap(PropertyTerm::vocabulary).map(vocabularies::get);
  }

  /**
   * The words of a vocabulary as a set, for looking up; empty where there is no such vocabulary.
   */
  public Set<String> words(String vocabulary) {
    return words.getOrDefault(vocabulary, Set.of());
  }

  /** The term of an MTConnect data item; see {@link MtConnectTerms#term}. */
  public Optional<String> mtConnectTerm(
      String type, String subType, Collection<String> components) {
    return mtConnectTerms.term(type, subType, components);
  }

  /**
   * The OPC UA StatusCode of what MTConnect says about a value: {@code VALID}, {@code INVALID},
   * {@code UNVERIFIABLE} or {@code UNAVAILABLE}; a word the table lacks is {@code UNVERIFIABLE}.
   */
  public int statusOfMtConnect(String word) {
    int otherwise = 0;
    for (QualityTable.Word known : quality.words()) {
      if (known.word().equals(word)) {
        return known.statusCode();
      }
      otherwise = known.word().equals("UNVERIFIABLE") ? known.statusCode() : otherwise;
    }
    return otherwise;
  }

  /**
   * The level of an active OPC UA condition.
   *
   * @param severity 1 to 1000 (Part 5, 6.4.2), 0 where the server gave none
   */
  public ConditionLevel levelOfOpcUaSeverity(int severity) {
    ConditionLevel level = quality.severities().get(0).level();
    for (QualityTable.SeverityClass some : quality.severities()) {
      if (severity >= some.from()) {
        level = some.level();
      }
    }
    return level;
  }

  /** How good values are by their status, their LimitBits and the health of the device. */
  public QualityScale qualityScale() {
    return qualityScale;
  }

  /** The terms of variables that companion specifications of OPC UA name. */
  public OpcUaTerms opcUaTerms() {
    return opcUaTerms;
  }

  /** The tables that say the state of a machine by its words. */
  public StateTable states() {
    return states;
  }

  /** The table of what says what a machine is working on. */
  public ContextTable context() {
    return context;
  }

  /** All rules, in the order of the pack. */
  public List<Rule> rules() {
    return rules;
  }

  /** The rule of a check, if the pack has one. */
  public Optional<Rule> rule(Rule.Check check) {
    return rules.stream().filter(rule -> rule.check() == check).findFirst();
  }

  /** The codes that records carry where something went wrong. */
  public List<ErrorCode> errors() {
    return errors;
  }

  /** Where data comes in and goes out. */
  public List<DataEndpoint> endpoints() {
    return endpoints;
  }

  /** The test of properties that stands in a rule, if one does. */
  public Optional<YamlEntry> testOf(Rule rule) {
    return Optional.ofNullable(tests.get(rule.id()));
  }

  /**
   * The parameters in force.
   *
   * @param overrides a plant's values by rule id, then parameter name
   * @throws IllegalArgumentException naming every problem of the overrides
   */
  public RuleParameters parameters(Map<String, Map<String, String>> overrides) {
    return RuleParameters.of(rules, overrides);
  }

  /** What is wrong with a plant's parameters, one sentence each; empty where nothing is. */
  public List<String> parameterProblems(Map<String, Map<String, String>> overrides) {
    return RuleParameters.problems(rules, overrides);
  }

  /** Names of all property terms, without qualifiers. */
  public Set<String> propertyNames() {
    return Set.copyOf(terms.keySet());
  }

  /** Rec 20 codes of all units. */
  public Set<String> unitCodes() {
    return units.codes();
  }

  Collection<PropertyTerm> terms() {
    return terms.values();
  }

  Collection<Vocabulary> vocabularies() {
    return vocabularies.values();
  }

  List<Unit> units() {
    return units.units();
  }

  MtConnectTerms mtConnectTerms() {
    return mtConnectTerms;
  }

  QualityTable quality() {
    return quality;
  }
}

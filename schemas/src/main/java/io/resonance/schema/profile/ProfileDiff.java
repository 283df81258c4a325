package io.resonance.schema.profile;

import io.resonance.schema.profile.state.ContextTable;
import io.resonance.schema.profile.state.StateTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What changes for a plant when one profile takes the place of another. */
public final class ProfileDiff {

  private final Profile before;
  private final Profile after;
  private final List<Effect> effects = new ArrayList<>();

  /** What an effect is to a plant. */
  public enum Kind {
    /** What was in order becomes a violation, or is refused. */
    STRICTER,
    /** What was there is no longer. */
    REMOVED,
    /** The same machine gives other records. */
    CHANGED,
    /** What was a violation, or refused, is in order. */
    LOOSER,
    /** There is more. */
    ADDED
  }

  /**
   * One effect.
   *
   * @param kind what it is to a plant
   * @param about the term, vocabulary, unit, row or rule
   * @param sentence what is different, in words
   */
  public record Effect(Kind kind, String about, String sentence) {}

  private ProfileDiff(Profile before, Profile after) {
    this.before = before;
    this.after = after;
  }

  /** All effects, the stricter ones first; none where the profiles mean the same. */
  public static List<Effect> of(Profile before, Profile after) {
    ProfileDiff diff = new ProfileDiff(before, after);
    diff.terms();
    diff.vocabularies();
    diff.units();
    diff.mtConnectTypes();
    diff.opcUaVariables();
    diff.quality();
    diff.states();
    diff.context();
    diff.rules();
    return diff.effects.stream()
        .sorted(Comparator.comparing(Effect::kind)) // stable: within a kind as found
        .toList();
  }

  private void terms() {
    compare(
        byName(before.terms(), PropertyTerm::name),
        byName(after.terms(), PropertyTerm::name),
        gone ->
            add(
                Kind.REMOVED,
                "term " + gone.name(),
                "values lose the name; a plant file that uses it is refused"),
        more -> add(Kind.ADDED, "term " + more.name(), more.titleEn()),
        this::term);
  }

  private void term(PropertyTerm old, PropertyTerm now) {
    String about = "term " + old.name();
    String oldUnit = old.canonicalUnit().map(Unit::code).orElse("none");
    String newUnit = now.canonicalUnit().map(Unit::code).orElse("none");
    if (!oldUnit.equals(newUnit)) {
      add(Kind.CHANGED, about, "values arrive in %s instead of %s".formatted(newUnit, oldUnit));
    }
    String oldWords = old.vocabulary().orElse("none");
    String newWords = now.vocabulary().orElse("none");
    if (!oldWords.equals(newWords)) {
      add(
          now.vocabulary().isPresent() ? Kind.STRICTER : Kind.LOOSER,
          about,
          "words are checked against the vocabulary %s instead of %s"
              .formatted(newWords, oldWords));
    }
    if (old.kind() != now.kind()) {
      add(
          now.kind() == PropertyTerm.Kind.MEASUREMENT ? Kind.STRICTER : Kind.CHANGED,
          about,
          "it is a %s instead of a %s%s"
              .formatted(
                  now.kind(),
                  old.kind(),
                  now.kind() == PropertyTerm.Kind.MEASUREMENT ? " and judged for silence" : ""));
    }
    if (old.qualified() != now.qualified()) {
      add(
          Kind.CHANGED,
          about,
          now.qualified()
              ? "it always carries the name of its component"
              : "it carries the name of its component only where there are several");
    }
  }

  private void vocabularies() {
    compare(
        byName(before.vocabularies(), Vocabulary::name),
        byName(after.vocabularies(), Vocabulary::name),
        gone -> add(Kind.REMOVED, "vocabulary " + gone.name(), "its words are no longer checked"),
        more -> add(Kind.ADDED, "vocabulary " + more.name(), String.join(", ", more.words())),
        (old, now) -> {
          List<String> lost = without(old.words(), now.words());
          List<String> won = without(now.words(), old.words());
          if (!lost.isEmpty()) {
            add(
                Kind.STRICTER,
                "vocabulary " + old.name(),
                "a machine that says %s breaks the rule".formatted(String.join(", ", lost)));
          }
          if (!won.isEmpty()) {
            add(
                Kind.LOOSER,
                "vocabulary " + old.name(),
                "a machine may say %s".formatted(String.join(", ", won)));
          }
        });
  }

  private void units() {
    compare(
        byName(before.units(), Unit::code),
        byName(after.units(), Unit::code),
        gone ->
            add(
                Kind.REMOVED,
                "unit " + gone.code(),
                "values in %s are no longer converted".formatted(gone.name())),
        more -> add(Kind.ADDED, "unit " + more.code(), more.name()),
        (old, now) -> {
          if (!old.dimension().equals(now.dimension())
              || !old.scale().toString().equals(now.scale().toString())
              || !old.offset().toString().equals(now.offset().toString())) {
            add(
                Kind.CHANGED,
                "unit " + old.code(),
                "it is %s x %s + %s instead of %s x %s + %s"
                    .formatted(
                        now.dimension(),
                        now.scale(),
                        now.offset(),
                        old.dimension(),
                        old.scale(),
                        old.offset()));
          }
          List<String> lost = without(old.aliases(), now.aliases());
          if (!lost.isEmpty()) {
            add(
                Kind.STRICTER,
                "unit " + old.code(),
                "it is no longer known as %s".formatted(String.join(" or ", lost)));
          }
        });
  }

  private void mtConnectTypes() {
    Function<MtConnectTerms.Entry, String> name = entry -> "MTConnect type " + entry.text();
    compare(
        byName(before.mtConnectTerms().entries(), name),
        byName(after.mtConnectTerms().entries(), name),
        gone ->
            add(
                Kind.REMOVED,
                name.apply(gone),
                "data items are no longer %s".formatted(gone.term())),
        more -> add(Kind.ADDED, name.apply(more), "data items are " + more.term()),
        (old, now) -> {
          if (!old.term().equals(now.term())) {
            add(
                Kind.CHANGED,
                name.apply(old),
                "data items are %s instead of %s".formatted(now.term(), old.term()));
          }
        });
  }

  private void opcUaVariables() {
    Function<OpcUaTerms.Entry, String> name =
        entry -> "OPC UA variable " + String.join("/", entry.path());
    compare(
        byName(before.opcUaTerms().entries(), name),
        byName(after.opcUaTerms().entries(), name),
        gone ->
            add(
                Kind.REMOVED,
                name.apply(gone),
                "found variables are no longer %s".formatted(gone.term().name())),
        more -> add(Kind.ADDED, name.apply(more), "found variables are " + more.term().name()),
        (old, now) -> {
          if (!old.term().name().equals(now.term().name())
              || !old.as().equals(now.as())
              || !old.unit().equals(now.unit())) {
            add(
                Kind.CHANGED,
                name.apply(old),
                "found variables are %s %s %s instead of %s %s %s"
                    .formatted(
                        now.term().name(),
                        now.as(),
                        now.unit(),
                        old.term().name(),
                        old.as(),
                        old.unit()));
          }
        });
  }

  private void quality() {
    compare(
        byName(before.quality().words(), QualityTable.Word::word),
        byName(after.quality().words(), QualityTable.Word::word),
        gone -> add(Kind.CHANGED, "quality " + gone.word(), "the word is taken as UNVERIFIABLE"),
        more -> add(Kind.ADDED, "quality " + more.word(), "it is " + more.name()),
        (old, now) -> {
          if (old.statusCode() != now.statusCode()) {
            add(
                Kind.CHANGED,
                "quality " + old.word(),
                "it is %s instead of %s".formatted(now.name(), old.name()));
          }
        });
    best(before.quality().limits(), after.quality().limits(), "LimitBits");
    best(before.quality().health(), after.quality().health(), "device health");
  }

  private void best(List<QualityTable.Row> old, List<QualityTable.Row> now, String what) {
    compare(
        byName(old, QualityTable.Row::word),
        byName(now, QualityTable.Row::word),
        gone -> add(Kind.CHANGED, what + " " + gone.word(), "values are as good as their status"),
        more ->
            add(
                Kind.CHANGED,
                what + " " + more.word(),
                "values are %s at best".formatted(more.quality())),
        (one, other) -> {
          if (one.quality() != other.quality()) {
            add(
                Kind.CHANGED,
                what + " " + one.word(),
                "values are %s at best instead of %s".formatted(other.quality(), one.quality()));
          }
        });
  }

  private void states() {
    rows(before.states().states(), after.states().states(), "state");
    rows(before.states().modes(), after.states().modes(), "mode");
  }

  private <T> void rows(List<StateTable.Row<T>> old, List<StateTable.Row<T>> now, String what) {
    compare(
        byName(old, StateTable.Row::id),
        byName(now, StateTable.Row::id),
        gone -> add(Kind.CHANGED, what + " row " + gone.id(), "it says nothing any more"),
        more -> add(Kind.CHANGED, what + " row " + more.id(), "it says %s".formatted(more.says())),
        (one, other) -> {
          if (!one.when().equals(other.when()) || !Objects.equals(one.says(), other.says())) {
            add(
                Kind.CHANGED,
                what + " row " + one.id(),
                "%s says %s; it was %s and %s"
                    .formatted(other.when(), other.says(), one.when(), one.says()));
          }
        });
    List<String> oldOrder = old.stream().map(StateTable.Row::id).toList();
    List<String> newOrder = now.stream().map(StateTable.Row::id).toList();
    List<String> kept = oldOrder.stream().filter(newOrder::contains).toList();
    if (!kept.equals(newOrder.stream().filter(oldOrder::contains).toList())) {
      add(Kind.CHANGED, what + " rows", "they are tried in another order: " + newOrder);
    }
  }

  private void context() {
    compare(
        byName(before.context().entries(), entry -> ContextTable.name(entry.field())),
        byName(after.context().entries(), entry -> ContextTable.name(entry.field())),
        gone -> add(Kind.REMOVED, "context " + ContextTable.name(gone.field()), "records lack it"),
        more ->
            add(
                Kind.ADDED,
                "context " + ContextTable.name(more.field()),
                "records have it from " + more.terms()),
        (old, now) -> {
          if (!old.terms().equals(now.terms())) {
            add(
                Kind.CHANGED,
                "context " + ContextTable.name(old.field()),
                "it comes from %s instead of %s".formatted(now.terms(), old.terms()));
          }
        });
  }

  private void rules() {
    compare(
        byName(before.rules(), Rule::id),
        byName(after.rules(), Rule::id),
        gone ->
            add(
                Kind.REMOVED,
                "rule " + gone.id(),
                "no more violations of it: " + gone.en().title()),
        more -> add(Kind.STRICTER, "rule " + more.id(), "new: " + more.en().title()),
        this::rule);
  }

  private void rule(Rule old, Rule now) {
    String about = "rule " + old.id();
    if (old.severity() != now.severity()) {
      add(
          now.severity().compareTo(old.severity()) > 0 ? Kind.STRICTER : Kind.LOOSER,
          about,
          "a breach is %s instead of %s".formatted(now.severity(), old.severity()));
    }
    if (!old.version().equals(now.version()) || old.check() != now.check()) {
      add(
          Kind.CHANGED,
          about,
          "its meaning changed from version %s to %s".formatted(old.version(), now.version()));
    }
    compare(
        byName(old.parameters(), Rule.Parameter::name),
        byName(now.parameters(), Rule.Parameter::name),
        gone ->
            add(
                Kind.STRICTER,
                about,
                "a plant file that sets `%s` is refused".formatted(gone.name())),
        more ->
            add(
                Kind.ADDED,
                about,
                "`%s` can be set, default %s".formatted(more.name(), more.defaultValue())),
        (one, other) -> {
          if (!one.defaultValue().equals(other.defaultValue())) {
            add(
                Kind.CHANGED,
                about,
                "`%s` is %s instead of %s where the plant file does not say"
                    .formatted(one.name(), other.defaultValue(), one.defaultValue()));
          }
        });
  }

  private void add(Kind kind, String about, String sentence) {
    effects.add(new Effect(kind, about, sentence));
  }

  private static <T> Map<String, T> byName(Collection<T> all, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    all.forEach(each -> byName.putIfAbsent(name.apply(each), each));
    return byName;
  }

  private static <T> void compare(
      Map<String, T> old,
      Map<String, T> now,
      Consumer<T> gone,
      Consumer<T> more,
      BiConsumer<T, T> both) {
    old.forEach(
        (name, each) -> {
          if (now.containsKey(name)) {
            both.accept(each, now.get(name));
          } else {
            gone.accept(each);
          }
        });
    now.forEach(
        (name, each) -> {
          if (!old.containsKey(name)) {
            more.accept(each);
          }
        });
  }

  private static List<String> without(List<String> some, List<String> others) {
    return some.stream().filter(each -> !others.contains(each)).toList();
  }
}

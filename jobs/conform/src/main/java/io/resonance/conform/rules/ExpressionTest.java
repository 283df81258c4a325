package io.resonance.conform.rules;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import io.resonance.schema.rules.RuleTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A condition in the Common Expression Language, true for sound values. Its macros are left out, so
 * that there are no loops and every evaluation takes at most as many steps as the text has words;
 * see {@link ExpressionCost}. Compiled once, for all properties.
 */
final class ExpressionTest implements RowTest {

  private static final int MOST_NODES = 500;
  private static final double NANOS = 1e9;

  private static final Cel CEL =
      CelFactory.plannerCelBuilder()
          .setOptions(
              CelOptions.current()
                  .maxParseExpressionNodeCount(MOST_NODES)
                  .maxParseRecursionDepth(32)
                  .maxRegexProgramSize(1_000)
                  .enableHeterogeneousNumericComparisons(true)
                  .build())
          .addVar("value", SimpleType.DYN)
          .addVar("previous", SimpleType.DYN)
          .addVar("seconds", SimpleType.DOUBLE)
          .addVar("good", SimpleType.BOOL)
          .addVar("unit", SimpleType.STRING)
          .addVar("property", SimpleType.STRING)
          .addVar("equipment", SimpleType.STRING)
          .addVar("latest", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("window", MapType.create(SimpleType.STRING, SimpleType.DOUBLE))
          .setResultType(SimpleType.BOOL)
          .build();

  private final String source;
  private final Program program;
  private final Names names;
  private final Optional<ValueWindow> window;
  private final Consumer<String> undecided;

  /** What an expression looks at. */
  record Names(boolean previous, boolean latest, List<String> properties) {}

  private ExpressionTest(
      RuleTest.Expression expression, Program program, Names names, Consumer<String> undecided) {
    this.source = expression.source();
    this.program = program;
    this.names = names;
    this.window = expression.window().map(length -> new ValueWindow(length.toNanos()));
    this.undecided = undecided;
  }

  /**
   * Compiles an expression.
   *
   * @param undecided is told why an evaluation gave nothing
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ExpressionTest of(RuleTest.Expression expression, Consumer<String> undecided) {
    try {
      CelAbstractSyntaxTree checked = CEL.compile(expression.source()).getAst();
      ExpressionCost.requireBounded(checked);
      Names names = ExpressionNames.of(checked, expression);
      return new ExpressionTest(expression, CEL.createProgram(checked), names, undecided);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(ExpressionCost.explained(e.getMessage()), e);
    }
  }

  /** The other properties it looks at; {@code *} where they cannot be told from the text. */
  List<String> properties() {
    return names.properties();
  }

  @Override
  public boolean remembers() {
    return names.previous() || window.isPresent();
  }

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    Object now = value.value();
    if (now == null) {
      return Verdict.UNDECIDED;
    }
    if (window.isPresent()) {
      window.get().add(value.number(), value.isNumber(), value.time(), memory);
    }
    try {
      Object sound = program.eval(variables(value, now, memory));
      return Boolean.TRUE.equals(sound) ? Verdict.SOUND : Verdict.BREACH;
    } catch (CelEvaluationException e) {
      undecided.accept(e.getMessage());
      return Verdict.UNDECIDED;
    } finally {
      if (names.previous()
          && value.isNumber()
          && (memory.since == RuleMemory.NEVER || value.time() > memory.since)) {
        memory.last = value.number();
        memory.since = value.time();
      }
    }
  }

  private CelVariableResolver variables(JudgedValue value, Object now, RuleMemory memory) {
    boolean first = memory.since == RuleMemory.NEVER;
    return name ->
        switch (name) {
          case "value" -> Optional.of(now);
          case "previous" -> first ? Optional.empty() : Optional.of(memory.last);
          case "seconds" ->
              first ? Optional.empty() : Optional.of((value.time() - memory.since) / NANOS);
          case "good" -> Optional.of(value.isGood());
          case "unit" -> Optional.of(value.unit());
          case "property" -> Optional.of(value.property());
          case "equipment" -> Optional.of(value.equipment());
          case "latest" -> Optional.of(value.latest());
          case "window" -> window.map(of -> seen(of, value, memory));
          default -> Optional.empty();
        };
  }

  private static Map<String, Double> seen(
      ValueWindow window, JudgedValue value, RuleMemory memory) {
    return window.at(value.time(), memory);
  }

  @Override
  public String limits(RuleMemory memory) {
    return source;
  }
}

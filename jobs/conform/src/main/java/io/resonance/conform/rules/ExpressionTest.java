package io.resonance.conform.rules;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A condition in the Common Expression Language, true for sound values. Its macros are left out, so
 * that there are no loops and every evaluation takes at most as many steps as the text has words.
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
          .setResultType(SimpleType.BOOL)
          .build();

  private final String source;
  private final Program program;
  private final Consumer<String> undecided;

  private ExpressionTest(String source, Program program, Consumer<String> undecided) {
    this.source = source;
    this.program = program;
    this.undecided = undecided;
  }

  /**
   * Compiles an expression.
   *
   * @param undecided is told why an evaluation gave nothing
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ExpressionTest of(String source, Consumer<String> undecided) {
    try {
      var checked = CEL.compile(source).getAst();
      return new ExpressionTest(source, CEL.createProgram(checked), undecided);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whether it looks at other properties of the equipment. */
  static boolean looksAround(String source) {
    return source.contains("latest");
  }

  @Override
  public Verdict judge(JudgedValue value, RuleMemory memory) {
    Object now = value.value();
    if (now == null) {
      return Verdict.UNDECIDED;
    }
    try {
      Object sound = program.eval(variables(value, now, memory));
      return Boolean.TRUE.equals(sound) ? Verdict.SOUND : Verdict.BREACH;
    } catch (CelEvaluationException e) {
      undecided.accept(e.getMessage());
      return Verdict.UNDECIDED;
    } finally {
      if (value.isNumber() && (memory.since == RuleMemory.NEVER || value.time() > memory.since)) {
        memory.last = value.number();
        memory.since = value.time();
      }
    }
  }

  private static CelVariableResolver variables(JudgedValue value, Object now, RuleMemory memory) {
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
          default -> Optional.empty();
        };
  }

  @Override
  public String limits(RuleMemory memory) {
    return source;
  }
}

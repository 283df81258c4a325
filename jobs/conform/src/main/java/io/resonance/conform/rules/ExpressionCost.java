package io.resonance.conform.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Map;
import java.util.Set;

/**
 * What an evaluation of an expression costs at most, counted from its text before it is used: one
 * step for each part, more for those that look through texts. There are no loops, so that the text
 * alone tells.
 */
final class ExpressionCost {

  static final int MOST_STEPS = 400;

  private static final int OF_ANY_PART = 1;

  /** Steps by function, where they are more than one. */
  private static final Map<String, Integer> STEPS =
      Map.ofEntries(
          Map.entry("matches", 150),
          Map.entry("contains", 20),
          Map.entry("startsWith", 5),
          Map.entry("endsWith", 5),
          Map.entry("size", 5),
          Map.entry("string", 20),
          Map.entry("double", 10),
          Map.entry("int", 10),
          Map.entry("uint", 10),
          Map.entry("bytes", 20),
          Map.entry("timestamp", 50),
          Map.entry("duration", 50),
          Map.entry("@in", 5),
          Map.entry("_+_", 2),
          Map.entry("_[_]", 3));

  private static final Set<String> LOOPS =
      Set.of("all", "exists", "exists_one", "existsOne", "filter", "map");

  private ExpressionCost() {}

  /**
   * Refuses an expression that costs too much.
   *
   * @throws IllegalArgumentException saying how much it costs
   */
  static void requireBounded(CelAbstractSyntaxTree expression) {
    long steps = of(expression);
    if (steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "one evaluation costs up to %d steps, and a rule has %d; leave out `matches` (%d steps) and other work on texts, or make two rules of it"
              .formatted(steps, MOST_STEPS, STEPS.get("matches")));
    }
  }

  static long of(CelAbstractSyntaxTree expression) {
    return CelNavigableAst.fromAst(expression)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .mapToLong(ExpressionCost::steps)
        .sum();
  }

  private static long steps(CelExpr part) {
    return part.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        ? STEPS.getOrDefault(part.call().function(), OF_ANY_PART)
        : OF_ANY_PART;
  }

  /** Why an expression does not compile, with what to do where it has a loop. */
  static String explained(String problem) {
    boolean loops =
        LOOPS.stream().anyMatch(loop -> problem.contains("reference to '" + loop + "'"));
    return loops
        ? problem + "\n  Rules have no loops (all, exists, filter, map), so that none is endless."
        : problem;
  }
}

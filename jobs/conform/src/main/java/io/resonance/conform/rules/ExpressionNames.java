package io.resonance.conform.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.resonance.schema.rules.RuleTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which properties an expression looks at, so that only those are remembered: {@code
 * latest['x']}, {@code 'x' in latest}, {@code latest.x}. Any other use may mean all of them.
 */
final class ExpressionNames {

  private static final String LATEST = "latest";
  private static final String ANY = "*";

  private ExpressionNames() {}

  static ExpressionTest.Names of(CelAbstractSyntaxTree ast, RuleTest.Expression expression) {
    List<CelExpr> parts =
        CelNavigableAst.fromAst(ast).getRoot().allNodes().map(CelNavigableExpr::expr).toList();
    List<String> found = new ArrayList<>(expression.together());
    long uses = 0;
    for (CelExpr part : parts) {
      Optional<String> name = named(part);
      if (name.isPresent()) {
        found.add(name.get());
        uses++;
      }
    }
    long all = parts.stream().filter(part -> isVariable(part, LATEST)).count();
    if (all > uses) {
      found.add(ANY);
    }
    boolean previous =
        parts.stream()
            .anyMatch(part -> isVariable(part, "previous") || isVariable(part, "seconds"));
    return new ExpressionTest.Names(previous, all > 0, found.stream().distinct().toList());
  }

  /** The one property that a part of an expression takes out of {@code latest}. */
  private static Optional<String> named(CelExpr part) {
    if (part.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT) {
      return isVariable(part.select().operand(), LATEST)
          ? Optional.of(part.select().field())
          : Optional.empty();
    }
    if (part.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL || part.call().args().size() != 2) {
      return Optional.empty();
    }
    CelExpr left = part.call().args().get(0);
    CelExpr right = part.call().args().get(1);
    return switch (part.call().function()) {
      case "_[_]" -> isVariable(left, LATEST) ? text(right) : Optional.empty();
      case "@in" -> isVariable(right, LATEST) ? text(left) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(CelExpr part) {
    return part.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && part.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(part.constant().stringValue())
        : Optional.empty();
  }

  private static boolean isVariable(CelExpr part, String name) {
    return part.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
        && part.ident().name().equals(name);
  }
}

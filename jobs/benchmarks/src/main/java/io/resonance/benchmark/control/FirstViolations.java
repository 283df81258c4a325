package io.resonance.benchmark.control;

import io.resonance.schema.v1.Violation;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.MapFunction;

/** Notes when each rule was first found broken; the job runs in the JVM that measures. */
final class FirstViolations implements MapFunction<Violation, Long> {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Long> NANOS_BY_RULE = new ConcurrentHashMap<>();

  /** {@link System#nanoTime} of the first violation of a rule; empty before. */
  static OptionalLong at(String rule) {
    Long nanos = NANOS_BY_RULE.get(rule);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  @Override
  public Long map(Violation violation) {
    return NANOS_BY_RULE.computeIfAbsent(violation.getRuleId(), rule -> System.nanoTime());
  }
}

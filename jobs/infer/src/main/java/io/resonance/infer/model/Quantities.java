package io.resonance.infer.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and rates as people write them. */
final class Quantities {

  /** What {@link #nanos} and {@link #periodNanos} answer for a text they cannot read. */
  static final long UNREADABLE = -1;

  private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h)");
  private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?Hz");
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000L);

  private Quantities() {}

  /** Nanoseconds of {@code 500ms}, {@code 2s}, {@code 1m}. */
  static long nanos(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return UNREADABLE;
    }
    long unit =
        switch (matcher.group(2)) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    return new BigDecimal(matcher.group(1))
        .multiply(BigDecimal.valueOf(unit))
        .min(BigDecimal.valueOf(Long.MAX_VALUE / 4))
        .longValue();
  }

  /** Nanoseconds between the ticks of {@code 10Hz}; from 0.001 to 1,000 Hz. */
  static long periodNanos(String text) {
    Matcher matcher = RATE.matcher(text);
    if (!matcher.matches()) {
      return UNREADABLE;
    }
    BigDecimal rate = new BigDecimal(matcher.group(1));
    if (rate.compareTo(new BigDecimal("0.001")) < 0 || rate.compareTo(new BigDecimal(1000)) > 0) {
      return UNREADABLE;
    }
    return SECOND.divide(rate, 0, RoundingMode.HALF_UP).longValueExact();
  }
}

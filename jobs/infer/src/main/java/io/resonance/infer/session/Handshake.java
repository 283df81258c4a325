package io.resonance.infer.session;

import io.resonance.infer.model.EngineVersion;
import io.resonance.infer.model.InputUnits;
import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelSpec;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.v1.InputOffer;
import io.resonance.schema.v1.ModelReference;
import io.resonance.schema.v1.SessionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a model needs of an equipment and of the plant, held against what both have. Pure; one for
 * each model. The codes are those of the profile's table, group {@code session}.
 */
public final class Handshake {

  static final String INPUT_NOT_OFFERED = "INPUT_NOT_OFFERED";
  static final String INPUT_TOO_SLOW = "INPUT_TOO_SLOW";
  static final String INPUT_QUALITY_TOO_LOW = "INPUT_QUALITY_TOO_LOW";
  static final String UNIT_MISMATCH = "UNIT_MISMATCH";
  static final String PROFILE_DIFFERS = "PROFILE_DIFFERS";
  static final String TERM_UNKNOWN = "TERM_UNKNOWN";
  static final String UNIT_UNKNOWN = "UNIT_UNKNOWN";
  static final String ENGINE_TOO_OLD = "ENGINE_TOO_OLD";

  /** An equipment has at least this long to show its inputs. */
  private static final long LEAST_PATIENCE_MILLIS = 60_000;

  private static final int WINDOWS_OF_PATIENCE = 3;

  private final ModelSpec spec;
  private final InputUnits units;
  private final ModelReference reference;
  private final List<SessionReason> versions;

  /** A model in an engine, under the profile of a plant. */
  public Handshake(ModelSpec spec, Profile profile, EngineVersion engine) {
    this.spec = spec;
    this.units = new InputUnits(profile);
    this.reference = engine.reference(spec);
    this.versions = List.copyOf(versionReasons(spec, profile, engine));
  }

  /** The model, as records name it. */
  public ModelReference model() {
    return reference;
  }

  /** Why profile, terms, units or engine do not fit; empty where they do. */
  public List<SessionReason> versionReasons() {
    return versions;
  }

  /** How long an equipment has to show its inputs, in milliseconds on the clock of the values. */
  public long patienceMillis() {
    long window = spec.window().length() * spec.window().periodNanos() / 1_000_000;
    return Math.max(LEAST_PATIENCE_MILLIS, WINDOWS_OF_PATIENCE * window);
  }

  /** What an equipment offers, input by input. */
  public List<InputOffer> offers(Probe probe) {
    double seconds = spec.window().length() * spec.window().periodNanos() / 1e9;
    List<InputOffer> offers = new ArrayList<>();
    for (int input = 0; input < probe.inputs().size(); input++) {
      Probe.Input found = probe.inputs().get(input);
      String needed = channel(input).unit();
      offers.add(
          InputOffer.newBuilder()
              .setProperty(channel(input).property())
              .setAddress(found.address().orElse(null))
              .setNeededUnit(needed)
              .setOfferedUnit(found.unit().orElse(null))
              .setConverted(
                  found
                      .unit()
                      .filter(unit -> !unit.equals(needed) && fits(unit, needed))
                      .isPresent())
              .setValuesPerSecond(found.samples() / seconds)
              .build());
    }
    return offers;
  }

  /** What is lacking for the model to be asked; empty where the offer suffices. */
  public List<SessionReason> lacking(Probe probe) {
    List<SessionReason> reasons = new ArrayList<>();
    for (int input = 0; input < probe.inputs().size(); input++) {
      lacking(channel(input), probe.inputs().get(input)).ifPresent(reasons::add);
    }
    double least = spec.gates().minQualityRatio();
    if (reasons.isEmpty() && probe.qualityRatio() < least) {
      reasons.add(
          new SessionReason(
              INPUT_QUALITY_TOO_LOW,
              null,
              String.format(
                  Locale.ROOT,
                  "%.3f of the window is of GOOD quality; the model needs %.3f.",
                  probe.qualityRatio(),
                  least)));
    }
    return reasons;
  }

  private Optional<SessionReason> lacking(ModelInput channel, Probe.Input found) {
    if (found.unit().filter(unit -> !fits(unit, channel.unit())).isPresent()) {
      return reason(
          UNIT_MISMATCH,
          channel,
          "It comes in %s, which cannot be converted to %s, the unit the model was trained in."
              .formatted(named(found.unit().get()), named(channel.unit())));
    }
    if (found.samples() == 0) {
      return reason(INPUT_NOT_OFFERED, channel, "No value of it came in the window.");
    }
    if (found.samples() < spec.gates().minSamples()) {
      return reason(
          INPUT_TOO_SLOW,
          channel,
          "%d values came in a window; the model needs %d."
              .formatted(found.samples(), spec.gates().minSamples()));
    }
    return Optional.empty();
  }

  /** What an equipment that has shown no window at all is lacking. */
  public List<SessionReason> nothingOffered() {
    return spec.input().channels().stream()
        .map(
            channel ->
                new SessionReason(
                    INPUT_NOT_OFFERED, channel.property(), "No value of it came at all."))
        .toList();
  }

  private boolean fits(String from, String to) {
    return units.between(from, to).isPresent();
  }

  private ModelInput channel(int input) {
    return spec.input().channels().get(input);
  }

  private static List<SessionReason> versionReasons(
      ModelSpec spec, Profile profile, EngineVersion engine) {
    List<SessionReason> reasons = new ArrayList<>();
    spec.requires()
        .profile()
        .filter(required -> !required.equals(profile.id()))
        .ifPresent(
            required ->
                reasons.add(
                    new SessionReason(
                        PROFILE_DIFFERS,
                        null,
                        "The model requires the profile %s; the plant has %s."
                            .formatted(required, profile.id()))));
    spec.requires()
        .engine()
        .filter(required -> !engine.isAtLeast(required))
        .ifPresent(
            required ->
                reasons.add(
                    new SessionReason(
                        ENGINE_TOO_OLD,
                        null,
                        "The model requires %s %s; this is %s."
                            .formatted(engine.name(), required, engine.version()))));
    for (ModelInput channel : spec.input().channels()) {
      if (!profile.knowsProperty(channel.property())) {
        reason(TERM_UNKNOWN, channel, "The profile %s has no such term.".formatted(profile.id()))
            .ifPresent(reasons::add);
      }
      if (!channel.unit().isEmpty() && profile.unit(channel.unit()).isEmpty()) {
        reason(
                UNIT_UNKNOWN,
                channel,
                "The profile %s has no unit %s.".formatted(profile.id(), channel.unit()))
            .ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private static Optional<SessionReason> reason(String code, ModelInput channel, String detail) {
    return Optional.of(new SessionReason(code, channel.property(), detail));
  }

  private static String named(String unit) {
    return unit.isEmpty() ? "no unit" : unit;
  }
}

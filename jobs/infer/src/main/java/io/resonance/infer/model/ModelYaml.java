package io.resonance.infer.model;

import io.resonance.infer.model.Decision.Confidence;
import io.resonance.infer.model.Decision.Side;
import io.resonance.infer.model.WindowSpec.Fill;
import io.resonance.infer.model.WindowSpec.Resampling;
import io.resonance.schema.batch.ValueRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code model.yaml} into a {@link ModelSpec} and tells everything that is wrong with it. */
final class ModelYaml {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.onnx");
  private static final Pattern VERSION = Pattern.compile("\\d{1,4}(\\.\\d{1,4}){0,3}");
  private static final int MAX_LENGTH = 65_536;
  private static final int MAX_CHANNELS = 256;
  private static final long MAX_LATENESS = 24 * 3_600_000_000_000L;

  private final String file;
  private final List<ModelProblem> problems;

  private ModelYaml(String file, List<ModelProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The spec, or nothing where {@code problems} has grown. */
  static Optional<ModelSpec> read(String file, String text, List<ModelProblem> problems) {
    int before = problems.size();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(1 << 20)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(new ModelProblem(file, 1, "The file is empty; it must describe the model."));
        return Optional.empty();
      }
      ModelSpec spec =
          new ModelYaml(file, problems).model(YamlSection.of(root.get(), file, problems));
      return problems.size() == before ? Optional.of(spec) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      problems.add(new ModelProblem(file, line, "This is not YAML: " + e.getProblem() + "."));
    } catch (YamlEngineException e) {
      problems.add(new ModelProblem(file, 1, "This is not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  private ModelSpec model(YamlSection root) {
    root.integer("resonance-model", 1, 1);
    ModelIdentity identity =
        new ModelIdentity(
            matching(root, "id", ID, "lower-case letters, digits, dots and dashes"),
            root.text("version"),
            root.text("task"),
            root.text("owner"),
            root.text("approval"),
            root.text("training-data"));
    String onnx = matching(root, "artefact", FILE, "the name of a .onnx file in the same folder");
    String hash = matching(root, "sha256", SHA256, "64 lower-case hex digits (sha256sum FILE)");
    WindowSpec window = window(root.section("window"));
    YamlSection inputSection = root.section("input");
    Optional<String> mask =
        Optional.of(inputSection.text("mask", "")).filter(name -> !name.isEmpty());
    Tensor<ModelInput> input = input(inputSection, window.periodNanos());
    Tensor<ModelOutput> output = output(root.section("output"));
    Decision decision =
        root.has("decision") ? decision(root.section("decision"), output) : new Decision.None();
    Gates gates = gates(root.section("gates"), window);
    Requirements requires =
        root.has("requires")
            ? requires(root.section("requires"))
            : new Requirements(Optional.empty(), Optional.empty());
    root.refuseUnknown();
    return new ModelSpec(
        identity,
        window,
        input,
        mask,
        output,
        decision,
        gates,
        requires,
        new ModelSpec.Artefact(onnx, hash));
  }

  private String matching(YamlSection section, String key, Pattern pattern, String words) {
    String text = section.text(key);
    if (!text.isEmpty() && !pattern.matcher(text).matches()) {
      problem(section, key, "`%s` is `%s`; write %s.".formatted(key, text, words));
    }
    return text;
  }

  private WindowSpec window(YamlSection section) {
    section.text("rate");
    long period = period(section, "rate", 1_000_000_000L);
    int length = section.integer("length", 1, MAX_LENGTH);
    int stride = section.integer("stride", 1, MAX_LENGTH);
    if (stride > length) {
      problem(
          section,
          "stride",
          "`stride` is %d but the window is only %d ticks long; values between two windows would never be looked at. Write at most the length."
              .formatted(stride, length));
      stride = length;
    }
    String resampling = section.word("resampling", List.of("last", "linear", "mean"), "last");
    String fill = section.word("fill", List.of("hold", "zero"), "hold");
    long maxGap = section.nanos("max-gap", period);
    long lateness = section.nanos("allowed-lateness", 0);
    if (lateness > MAX_LATENESS) {
      problem(section, "allowed-lateness", "`allowed-lateness` may be at most 24h.");
      lateness = MAX_LATENESS;
    }
    section.refuseUnknown();
    return new WindowSpec(
        period,
        length,
        stride,
        Resampling.valueOf(resampling.toUpperCase(Locale.ROOT)),
        maxGap,
        Fill.valueOf(fill.toUpperCase(Locale.ROOT)),
        lateness);
  }

  private Tensor<ModelInput> input(YamlSection section, long periodNanos) {
    String name = section.text("tensor");
    List<String> layout = section.texts("layout");
    if (!layout.isEmpty() && !layout.equals(List.of("N", "window", "inputs"))) {
      problem(
          section,
          "layout",
          "`layout` is %s; the one layout known is [N, window, inputs].".formatted(layout));
    }
    List<ModelInput> channels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlSection entry : section.sections("channels")) {
      ModelInput channel =
          new ModelInput(
              entry.text("property"),
              entry.text("unit", ""),
              range(entry),
              period(entry, "array-rate", periodNanos));
      if (!seen.add(channel.property())) {
        problem(entry, "property", "`%s` is an input already.".formatted(channel.property()));
      }
      entry.refuseUnknown();
      channels.add(channel);
    }
    limit(section, channels.size());
    section.refuseUnknown();
    return new Tensor<>(name, channels);
  }

  private Tensor<ModelOutput> output(YamlSection section) {
    String name = section.text("tensor");
    List<ModelOutput> channels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlSection entry : section.sections("channels")) {
      ModelOutput channel =
          new ModelOutput(entry.text("name"), entry.text("unit", ""), range(entry));
      if (!seen.add(channel.name())) {
        problem(entry, "name", "`%s` is an output already.".formatted(channel.name()));
      }
      entry.refuseUnknown();
      channels.add(channel);
    }
    limit(section, channels.size());
    section.refuseUnknown();
    return new Tensor<>(name, channels);
  }

  private ValueRange range(YamlSection entry) {
    double low = entry.number("low", Double.NEGATIVE_INFINITY);
    double high = entry.number("high", Double.POSITIVE_INFINITY);
    if (low > high) {
      problem(entry, "low", "`low` is %s, above `high`, which is %s.".formatted(low, high));
      return new ValueRange(high, low);
    }
    return new ValueRange(low, high);
  }

  private long period(YamlSection section, String key, long otherwise) {
    String rate = section.text(key, "");
    long period = Quantities.periodNanos(rate);
    if (period >= 0) {
      return period;
    }
    if (!rate.isEmpty()) {
      problem(section, key, "`%s` is `%s`; write 0.001Hz to 1000Hz.".formatted(key, rate));
    }
    return otherwise;
  }

  private void limit(YamlSection section, int channels) {
    if (channels > MAX_CHANNELS) {
      problem(
          section,
          "channels",
          "%d channels are more than the %d allowed.".formatted(channels, MAX_CHANNELS));
    }
  }

  private Decision decision(YamlSection section, Tensor<ModelOutput> output) {
    String name = section.text("output");
    List<String> names = output.channels().stream().map(ModelOutput::name).toList();
    int index = names.indexOf(name);
    if (index < 0 && !name.isEmpty()) {
      problem(section, "output", "`%s` is no output; outputs are %s.".formatted(name, names));
    }
    boolean above = section.has("not-ok-above");
    if (above == section.has("not-ok-below")) {
      section.problem(
          section.line(), "Write either `not-ok-above` or `not-ok-below`, with the threshold.");
    }
    double threshold = section.number("not-ok-above", section.number("not-ok-below", 0));
    String method = section.word("confidence", List.of("none", "probability", "margin"), "none");
    section.refuseUnknown();
    return new Decision.Threshold(
        Math.max(0, index),
        above ? Side.ABOVE : Side.BELOW,
        threshold,
        Confidence.valueOf(method.toUpperCase(Locale.ROOT)));
  }

  private Gates gates(YamlSection section, WindowSpec window) {
    int minSamples = section.integer("min-samples", 0, Integer.MAX_VALUE, 1);
    double minQuality = section.number("min-quality-ratio", 1);
    if (minQuality < 0 || minQuality > 1) {
      problem(section, "min-quality-ratio", "`min-quality-ratio` must be from 0 to 1.");
    }
    int maxMissing = section.integer("max-missing", 0, window.length(), 0);
    int maxGaps = section.integer("max-gaps", 0, Integer.MAX_VALUE, 0);
    long maxAge = section.nanos("max-age", Gates.ANY_AGE);
    double maxOutside = section.number("max-outside-training", 1);
    if (maxOutside < 0 || maxOutside > 1) {
      problem(section, "max-outside-training", "`max-outside-training` must be from 0 to 1.");
    }
    section.refuseUnknown();
    return new Gates(minSamples, minQuality, maxMissing, maxGaps, maxAge, maxOutside);
  }

  private Requirements requires(YamlSection section) {
    Optional<String> profile =
        Optional.of(section.text("profile", "")).filter(text -> !text.isEmpty());
    Optional<String> engine =
        section.has("engine")
            ? Optional.of(
                matching(section, "engine", VERSION, "a version such as \"1.18\", quoted"))
            : Optional.empty();
    section.refuseUnknown();
    return new Requirements(profile, engine);
  }

  private void problem(YamlSection section, String key, String message) {
    problems.add(new ModelProblem(file, section.lineOf(key), message));
  }
}

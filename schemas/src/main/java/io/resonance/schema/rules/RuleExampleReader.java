package io.resonance.schema.rules;

import io.resonance.schema.batch.ConnectionFacts;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.batch.EquipmentBatchBuilder;
import io.resonance.schema.batch.Origin;
import io.resonance.schema.batch.PropertyDrift;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ToleratedFault;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.YamlEntry;
import io.resonance.schema.v1.Inference;
import io.resonance.schema.v1.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an example: a list of what comes, one after the other, each in a batch of its own. */
final class RuleExampleReader {

  static final long START = 1_700_000_000L;

  private static final long NANOS = 1_000_000_000L;
  private static final long DAY = 86_400L * NANOS;
  private static final int MOST_TIMES = 10_000;
  private static final String EQUIPMENT = "MILL-01";
  private static final String SCOPE = "Acme/Shenyang/Hall-1/Line-1/MILL-01";
  private static final String ENDPOINT = "mill";

  private final Profile profile;
  private Origin origin;

  RuleExampleReader(Profile profile) {
    this.profile = profile;
  }

  RuleExample read(YamlEntry root, Rule rule) {
    root.allowing("rule", "protocol", "parameters", "passes", "fails");
    if (!root.text("rule").equals(rule.id())) {
      throw root.field("rule").error("this is the example of `%s`".formatted(rule.id()));
    }
    boolean isMtConnect = root.has("protocol") && root.text("protocol").equals("mtconnect");
    origin = new Origin(isMtConnect ? Protocol.MTCONNECT : Protocol.OPC_UA, ENDPOINT, 7);
    RuleExample.Case passes = sequence(root.field("passes"));
    RuleExample.Case fails = sequence(root.field("fails"));
    if (passes.isEmpty() || fails.isEmpty()) {
      throw root.error("something must come in `passes` and in `fails`");
    }
    Map<String, Map<String, String>> parameters = new HashMap<>();
    if (root.has("parameters")) {
      YamlEntry own = root.field("parameters");
      Map<String, String> values = new HashMap<>();
      own.names().forEach(name -> values.put(name, own.text(name)));
      parameters.put(rule.id(), values);
    }
    return new RuleExample(rule.id(), parameters, passes, fails);
  }

  private RuleExample.Case sequence(YamlEntry list) {
    List<EquipmentBatch> batches = new ArrayList<>();
    List<Inference> inferences = new ArrayList<>();
    for (YamlEntry entry : list.list()) {
      if (entry.has("inference")) {
        inferences.addAll(ExampleInferences.read(entry, EQUIPMENT, SCOPE));
      } else {
        batches.addAll(batches(entry));
      }
    }
    return new RuleExample.Case(batches, inferences);
  }

  private List<EquipmentBatch> batches(YamlEntry entry) {
    if (entry.has("property")) {
      return values(entry);
    }
    EquipmentBatchBuilder builder = builder();
    if (entry.has("facts")) {
      builder.facts(facts(entry));
    } else if (entry.has("gap")) {
      builder.gap(ExampleRecords.gap(entry, origin, EQUIPMENT, SCOPE));
    } else if (entry.has("condition")) {
      builder.condition(ExampleRecords.condition(entry, origin, EQUIPMENT, SCOPE));
    } else if (entry.has("connection")) {
      builder.connection(connection(entry));
    } else if (entry.has("drift")) {
      builder.drift(drift(entry));
    } else if (entry.has("fault")) {
      builder.fault(fault(entry));
    } else {
      throw entry.error(
          "one of property, facts, gap, condition, connection, drift, fault, inference comes");
    }
    return List.of(builder.build());
  }

  private List<EquipmentBatch> values(YamlEntry entry) {
    entry.allowing(
        "property",
        "value",
        "text",
        "code",
        "at",
        "date",
        "every",
        "times",
        "step",
        "unit",
        "native-unit",
        "address",
        "status",
        "server",
        "reset",
        "backfilled");
    int times = entry.has("times") ? Integer.parseInt(entry.text("times")) : 1;
    if (times < 1 || times > MOST_TIMES) {
      throw entry.field("times").error("1 to %d".formatted(MOST_TIMES));
    }
    List<EquipmentBatch> batches = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      batches.add(value(entry, i));
    }
    return batches;
  }

  private EquipmentBatch value(YamlEntry entry, int number) {
    EquipmentBatchBuilder builder = builder();
    PropertyKey key = key(entry);
    long time = time(entry) + (long) (number * seconds(entry, "every", 1) * NANOS);
    int status = entry.has("status") ? Long.decode(entry.text("status")).intValue() : 0;
    long server =
        entry.has("server")
            ? START * NANOS + (long) (seconds(entry, "server", 0) * NANOS)
            : EquipmentBatch.NO_TIME;
    builder.row(builder.key(key), time / NANOS - START + 1, time, server, status);
    if (entry.has("code")) {
      builder.enumeration(
          Long.parseLong(entry.text("code")), entry.has("text") ? entry.text("text") : "");
    } else if (entry.has("text")) {
      builder.text(entry.text("text").equals("-") ? "" : entry.text("text"));
    } else if (entry.has("value")) {
      put(entry.text("value"), number * seconds(entry, "step", 0), builder);
    }
    if (entry.has("reset")) {
      builder.attributes(Map.of("resetTriggered", entry.text("reset")));
    }
    if (entry.has("backfilled")) {
      builder.backfilled();
    }
    return builder.build();
  }

  private static void put(String value, double step, EquipmentBatchBuilder builder) {
    if (value.equals("true") || value.equals("false")) {
      builder.truth(value.equals("true"));
      return;
    }
    builder.number(Double.parseDouble(value) + step);
  }

  private PropertyKey key(YamlEntry entry) {
    String property = entry.text("property");
    String unit =
        entry.has("unit")
            ? entry.text("unit")
            : profile
                .term(property)
                .flatMap(term -> term.canonicalUnit())
                .map(known -> known.code())
                .orElse("");
    boolean isNative = entry.has("native-unit");
    return new PropertyKey(
        property,
        entry.has("address") ? entry.text("address") : "nsu=urn:mill;s=" + property,
        isNative ? "" : unit,
        isNative && !entry.text("native-unit").equals("-") ? entry.text("native-unit") : "");
  }

  private PropertyFacts facts(YamlEntry entry) {
    entry.allowing("facts", "name", "eu", "instrument", "native-unit");
    String property = entry.text("facts");
    return new PropertyFacts(
        new PropertyKey(
            property,
            "nsu=urn:mill;s=" + property,
            "",
            entry.has("native-unit") ? entry.text("native-unit") : ""),
        entry.has("name") && !entry.text("name").equals("-") ? entry.text("name") : "",
        range(entry, "eu"),
        range(entry, "instrument"),
        Map.of(),
        1);
  }

  private static ValueRange range(YamlEntry entry, String name) {
    List<String> bounds = entry.texts(name);
    return bounds.isEmpty()
        ? ValueRange.UNBOUNDED
        : new ValueRange(Double.parseDouble(bounds.get(0)), Double.parseDouble(bounds.get(1)));
  }

  private static ConnectionFacts connection(YamlEntry entry) {
    entry.allowing("connection", "weaknesses", "days-left", "at");
    long at = time(entry);
    Map<String, Long> ends =
        entry.has("days-left")
            ? Map.of("the server's", at + Long.parseLong(entry.text("days-left")) * DAY)
            : Map.of();
    return new ConnectionFacts(entry.text("connection"), entry.texts("weaknesses"), ends, at);
  }

  private static PropertyDrift drift(YamlEntry entry) {
    entry.allowing("drift", "what", "before", "after", "at");
    return new PropertyDrift(
        entry.text("drift"),
        "nsu=urn:mill;s=" + entry.text("drift"),
        entry.text("what"),
        entry.text("before"),
        entry.text("after"),
        time(entry));
  }

  private static ToleratedFault fault(YamlEntry entry) {
    entry.allowing("fault", "what", "text", "at");
    return new ToleratedFault(
        entry.text("fault").equals("time")
            ? ToleratedFault.Subject.TIME
            : ToleratedFault.Subject.CONTENT,
        entry.text("what"),
        "x1",
        entry.text("text"),
        time(entry));
  }

  private EquipmentBatchBuilder builder() {
    return new EquipmentBatchBuilder(EQUIPMENT, SCOPE, origin, 1);
  }

  static long time(YamlEntry entry) {
    if (entry.has("date")) {
      return Instant.parse(entry.text("date")).getEpochSecond() * NANOS;
    }
    return START * NANOS + (long) (seconds(entry, "at", 0) * NANOS);
  }

  static double seconds(YamlEntry entry, String name, double otherwise) {
    if (!entry.has(name)) {
      return otherwise;
    }
    try {
      return Double.parseDouble(entry.text(name));
    } catch (NumberFormatException e) {
      throw entry.field(name).error("`%s` is not a number".formatted(entry.text(name)));
    }
  }
}

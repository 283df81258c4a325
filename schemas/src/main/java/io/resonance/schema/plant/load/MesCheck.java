package io.resonance.schema.plant.load;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at the section of the MES. */
final class MesCheck {

  private static final List<String> TOKEN_KEYS = List.of("token-url", "client-id", "client-secret");
  private static final List<String> LOGINS = List.of("password", "token", "api-key", "token-url");

  private static final List<String> OF_URL =
      List.of(
          "url",
          "user",
          "password",
          "token",
          "api-key",
          "token-url",
          "client-id",
          "client-secret",
          "scope",
          "trust",
          "client-certificate",
          "client-key",
          "client-key-password");
  private static final List<String> VALUES_OF_VIOLATIONS = List.of("present", "count");
  private static final List<String> VALUES_OF_INFERENCES = List.of("evaluation", "score");
  private static final List<String> OF_VIOLATIONS = List.of("operations-event");
  private static final List<String> OF_INFERENCES = List.of("test-result", "sync-test-result");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Set<String> VIOLATION_WORDS =
      new TreeSet<>(
          List.of(
              "equipment",
              "rule",
              "severity",
              "state",
              "title",
              "explanation",
              "fix",
              "property",
              "limits",
              "job",
              "part",
              "lot",
              "program",
              "tool",
              "time"));
  private static final Set<String> INFERENCE_WORDS =
      new TreeSet<>(
          List.of(
              "equipment",
              "model",
              "version",
              "task",
              "evaluation",
              "reason",
              "score",
              "confidence",
              "time"));

  private final Problems problems;

  MesCheck(Problems problems) {
    this.problems = problems;
  }

  void checkSecurity(Fields mes) {
    checkWay(mes);
    checkTokenKeys(mes);
    checkOneLogin(mes);
    mes.section("answers").flatMap(a -> a.section("callbacks")).ifPresent(this::checkCallbacks);
    boolean plain = mes.maybeText("token-url").filter(u -> u.startsWith("http://")).isPresent();
    if (plain) {
      problems.warning(
          mes.placeOf("token-url"),
          mes.text("token-url"),
          "Over http the client's secret and its tokens travel in clear.",
          "Use https.");
    }
  }

  private void checkWay(Fields mes) {
    if (isAbsent(mes, "url") && isAbsent(mes, "topics")) {
      problems.error(
          mes.place(),
          "There is neither a url nor topics, so messages would go nowhere.",
          "Add url: https://host/path, or topics: <prefix> for a MES that reads Kafka.");
    }
    for (String key : OF_URL) {
      if (mes.has("topics") && mes.has(key)) {
        problems.error(
            mes.placeOf(key),
            "There are topics and %s; a MES that reads Kafka is reached with the kafka section alone."
                .formatted(key),
            "Remove %s, or topics.".formatted(key));
      }
    }
  }

  private void checkCallbacks(Fields callbacks) {
    if (isAbsent(callbacks, "token") && isAbsent(callbacks, "trust")) {
      problems.error(
          callbacks.place(),
          "There is neither a token nor trust, so anyone could answer in the name of the MES.",
          "Add token: ${file:...}, or trust with the authorities of the MES's certificate.");
    }
    callbacks
        .maybeText("listen")
        .filter(listen -> Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1)) > 65_535)
        .ifPresent(
            listen ->
                problems.error(
                    callbacks.placeOf("listen"),
                    listen,
                    "There is no such port.",
                    "Ports go up to 65535; 8443 is usual."));
  }

  private void checkTokenKeys(Fields mes) {
    List<String> present = TOKEN_KEYS.stream().filter(mes::has).toList();
    List<String> absent = TOKEN_KEYS.stream().filter(key -> isAbsent(mes, key)).toList();
    if (!present.isEmpty() && !absent.isEmpty()) {
      problems.error(
          mes.placeOf(present.get(0)),
          "token-url, client-id and client-secret belong together; missing: %s."
              .formatted(String.join(", ", absent)),
          "Add %s, or remove %s."
              .formatted(String.join(" and ", absent), String.join(" and ", present)));
    } else if (present.isEmpty() && mes.has("scope")) {
      problems.error(
          mes.placeOf("scope"),
          "There is a scope but no token-url where it could be asked for.",
          "Add token-url, client-id and client-secret, or remove scope.");
    }
  }

  private void checkOneLogin(Fields mes) {
    List<String> logins = LOGINS.stream().filter(mes::has).toList();
    boolean told = mes.has("token") && mes.has("password"); // as of every HTTP endpoint
    if (logins.size() > 1 && !told) {
      problems.error(
          mes.placeOf(logins.get(1)),
          "There are %s; only one of them can be used.".formatted(String.join(" and ", logins)),
          "Keep one of them.");
    }
  }

  /** Looks at the rules of messages; equipment and models are those of the file. */
  void checkMessages(Fields mes, Set<String> equipment, Set<String> models) {
    for (Fields rule : mes.sections("messages")) {
      boolean violation = rule.maybeText("record").filter("violation"::equals).isPresent();
      if (!rule.has("record")) {
        continue;
      }
      checkFits(rule, violation);
      rule.items("equipment").forEach(id -> checkKnown(id, "equipment", equipment));
      rule.items("models").forEach(id -> checkKnown(id, "model", models));
      rule.field("text").ifPresent(text -> checkText(text, violation));
    }
  }

  /** Looks at the nodes of a server that are written. */
  void checkWrites(Fields server, Set<String> equipment, Set<String> models) {
    for (Fields write : server.sections("writes")) {
      boolean violation = write.maybeText("record").filter("violation"::equals).isPresent();
      if (!write.has("record")) {
        continue;
      }
      checkFits(write, violation);
      write.items("equipment").forEach(id -> checkKnown(id, "equipment", equipment));
      write.items("models").forEach(id -> checkKnown(id, "model", models));
      write
          .maybeText("value")
          .filter((violation ? VALUES_OF_INFERENCES : VALUES_OF_VIOLATIONS)::contains)
          .ifPresent(
              value ->
                  problems.error(
                      write.placeOf("value"),
                      value,
                      "A record %s has no %s.".formatted(write.text("record"), value),
                      violation
                          ? "Write present, count or text."
                          : "Write evaluation, score or text."));
      write
          .maybeText("node")
          .filter(node -> !AddressText.isNodeId(node))
          .ifPresent(
              node ->
                  problems.error(
                      write.placeOf("node"),
                      node,
                      "This is no NodeId.",
                      "Write nsu=<namespace URI>;s=<name> (or i=, g=, b= for the other"
                          + " identifiers)."));
    }
  }

  private void checkFits(Fields rule, boolean violation) {
    String record = rule.text("record");
    for (String key : violation ? List.of("models") : List.of("rules", "severity")) {
      if (rule.has(key)) {
        problems.error(
            rule.placeOf(key),
            "There is a %s, but the record is %s.".formatted(key, record),
            "Remove %s, or write record: %s."
                .formatted(key, violation ? "inference" : "violation"));
      }
    }
    List<String> wrong = violation ? OF_INFERENCES : OF_VIOLATIONS;
    rule.maybeText("message")
        .filter(wrong::contains)
        .ifPresent(
            message ->
                problems.error(
                    rule.placeOf("message"),
                    message,
                    "A record %s cannot become %s.".formatted(record, message),
                    violation
                        ? "Write operations-event, work-alert or none."
                        : "Write test-result, sync-test-result, work-alert or none."));
  }

  private void checkKnown(Field id, String noun, Set<String> known) {
    if (!known.contains(id.as(String.class))
        && !problems.isBroken(noun.equals("model") ? "models" : noun)) {
      problems.error(
          id.place(),
          id.spelled(),
          "There is no %s '%s'.%s"
              .formatted(noun, id.spelled(), Nearest.question(id.spelled(), known)),
          known.isEmpty()
              ? "Remove it; the file has none."
              : "Write the id of one of: "
                  + known.stream().limit(10).collect(Collectors.joining(", "))
                  + ".");
    }
  }

  private void checkText(Field text, boolean violation) {
    Set<String> known = violation ? VIOLATION_WORDS : INFERENCE_WORDS;
    Matcher found = PLACEHOLDER.matcher(text.as(String.class));
    while (found.find()) {
      if (!known.contains(found.group(1))) {
        problems.error(
            text.place(),
            text.spelled(),
            "There is no placeholder {%s}.%s"
                .formatted(found.group(1), Nearest.question(found.group(1), known)),
            "Those there are: {" + String.join("}, {", known) + "}.");
      }
    }
  }

  private boolean isAbsent(Fields mes, String key) {
    return !mes.has(key) && !problems.isBroken(mes.place().path() + "." + key);
  }
}

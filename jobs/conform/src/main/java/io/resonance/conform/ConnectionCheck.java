package io.resonance.conform;

import io.resonance.conform.Findings.Finding;
import io.resonance.schema.batch.ConnectionFacts;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Rule;
import io.resonance.schema.profile.RuleParameters;
import io.resonance.schema.profile.ViolationRecords;
import io.resonance.schema.v1.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns what is known of connections into violations: one while a connection is weaker than it
 * should be, one for each certificate that ends soon. Times are those at which it was known.
 */
final class ConnectionCheck {

  private static final String BEFORE = "before";

  private final Optional<Rule> security;
  private final Optional<Rule> expiry;
  private final RuleParameters parameters;
  private final Findings findings;

  ConnectionCheck(Profile profile, RuleParameters parameters) {
    this.security = profile.rule(Rule.Check.CONNECTION_SECURITY);
    this.expiry = profile.rule(Rule.Check.CERTIFICATE_EXPIRY);
    this.parameters = parameters;
    this.findings = new Findings(parameters);
  }

  void check(EquipmentBatch batch, EquipmentWatch watch, Lifecycle lifecycle) {
    String endpoint = batch.origin().endpoint();
    for (ConnectionFacts connection : batch.connections()) {
      security
          .map(rule -> protection(rule, endpoint, connection))
          .ifPresent(finding -> apply(finding, connection.at(), watch, lifecycle));
      expiry.ifPresent(
          rule ->
              new TreeMap<>(connection.certificateEnds())
                  .forEach(
                      (whose, end) ->
                          apply(
                              expiry(rule, endpoint, connection.at(), whose, end),
                              connection.at(),
                              watch,
                              lifecycle)));
    }
  }

  private void apply(Finding finding, long at, EquipmentWatch watch, Lifecycle lifecycle) {
    findings.apply(finding, at, watch.connections, lifecycle);
  }

  private static Finding protection(Rule rule, String endpoint, ConnectionFacts connection) {
    boolean weak = !connection.weaknesses().isEmpty();
    String is =
        connection.protection() + (weak ? ": " + String.join("; ", connection.weaknesses()) : "");
    return new Finding(
        rule,
        Optional.empty(),
        endpoint,
        weak,
        "signed messages under a policy in force, no accepted risk",
        evidence(endpoint, connection.at(), is));
  }

  private Finding expiry(Rule rule, String endpoint, long at, String whose, long end) {
    long before = parameters.nanos(rule, BEFORE);
    Instant ends = ViolationRecords.instant(end);
    return new Finding(
        rule,
        Optional.empty(),
        endpoint + "\n" + whose,
        end - at < before,
        "%d days before its end".formatted(Duration.ofNanos(before).toDays()),
        evidence(
            endpoint,
            at,
            "%s certificate is valid until %s, %d days left"
                .formatted(whose, ends, Duration.ofNanos(end - at).toDays())));
  }

  private static Evidence evidence(String endpoint, long at, String is) {
    return new Evidence(endpoint, 0L, ViolationRecords.instant(at), is, null);
  }
}

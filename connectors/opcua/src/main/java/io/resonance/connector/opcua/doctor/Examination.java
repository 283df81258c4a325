package io.resonance.connector.opcua.doctor;

import io.resonance.connector.opcua.client.ConnectionProgress;
import io.resonance.connector.opcua.client.MiloConnector;
import io.resonance.connector.opcua.client.OpcUaClientException;
import io.resonance.connector.opcua.client.OpcUaSubscriptionClient;
import io.resonance.connector.opcua.client.ServerSession;
import io.resonance.connector.opcua.client.ServerStatus;
import io.resonance.connector.opcua.client.browse.Limit;
import io.resonance.connector.opcua.client.browse.ServerProfile;
import io.resonance.connector.opcua.client.browse.ServerProfileReading;
import io.resonance.connector.opcua.source.OpcUaDoctor.Check;
import io.resonance.connector.opcua.source.OpcUaDoctor.Finding;
import io.resonance.connector.opcua.source.OpcUaDoctor.Trial;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One examination of one server: connects, then looks at everything a subscription rests on. */
public final class Examination {

  private static final long SKEW_TOLERATED_MILLIS = 1_000;

  private final OpcUaEndpoint endpoint;
  private final Trial trial;
  private final Findings findings;

  public Examination(OpcUaEndpoint endpoint, Trial trial, Consumer<Finding> told) {
    this.endpoint = endpoint;
    this.trial = trial;
    this.findings = new Findings(told);
  }

  /** Examines until the end or to the first failure. */
  public void run(MiloConnector connector) {
    ConnectionProgress progress = new ConnectionProgress();
    ConnectionFindings connection = new ConnectionFindings(endpoint, progress, findings);
    ServerSession opened;
    try {
      opened = connector.open(endpoint, progress);
    } catch (OpcUaClientException e) {
      connection.failed(e);
      return;
    }
    try (ServerSession session = opened) {
      connection.opened(session);
      examine(session);
    } catch (OpcUaClientException e) {
      findings.fail(e.getMessage(), "");
    }
  }

  private void examine(ServerSession session) throws OpcUaClientException {
    findings.begin(Check.VENDOR);
    ServerProfile profile = new ServerProfileReading(session).read();
    vendor(profile);
    limits(profile);
    findings.begin(Check.NODES);
    TrialNodes nodes = TrialNodes.of(session, endpoint, trial.variables());
    findings.begin(Check.CLOCK);
    OpcUaSubscriptionClient client = MiloConnector.in(session, nodes.items());
    ServerStatus status = client.status();
    clock(status.clockSkewMillis());
    new SubscriptionFindings(endpoint, trial, nodes, findings).examine(client, status);
  }

  private void vendor(ServerProfile profile) {
    String said =
        Stream.of(
                profile.build().manufacturerName(),
                profile.build().productName(),
                profile.build().softwareVersion())
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(", "));
    String what = said.isEmpty() ? "It does not say what it is" : said;
    String known =
        profile
            .quirks()
            .map(
                quirks ->
                    " Known as %s: %s"
                        .formatted(
                            quirks.name(),
                            quirks.notes().isEmpty()
                                ? "with limits of its own."
                                : String.join(" ", quirks.notes())))
            .orElse(" No quirks are known of its kind.");
    findings.ok(Check.VENDOR, what + "." + known);
  }

  private void limits(ServerProfile profile) {
    List<String> texts = new ArrayList<>();
    for (Limit limit : Limit.values()) {
      profile.limits().saidByServer(limit).stream()
          // some servers write "no limit" so
          .filter(n -> n < Integer.MAX_VALUE)
          .forEach(n -> texts.add(limit.key() + " " + n));
      profile
          .limits()
          .knownOfKind(limit)
          .ifPresent(n -> texts.add("%s %d (known of its kind)".formatted(limit.key(), n)));
    }
    findings.ok(
        Check.LIMITS,
        texts.isEmpty()
            ? "The server says none; calls are kept moderate and halved where it refuses."
            : String.join(", ", texts) + ".");
  }

  private void clock(long skewMillis) {
    String text =
        "The clock of the server is %d ms %s ours."
            .formatted(Math.abs(skewMillis), skewMillis < 0 ? "behind" : "ahead of");
    if (Math.abs(skewMillis) > SKEW_TOLERATED_MILLIS) {
      findings.warn(
          Check.CLOCK,
          text,
          "Let both follow the same NTP server; source timestamps are off by it.");
    } else {
      findings.ok(Check.CLOCK, text);
    }
  }
}

package io.resonance.connector.mtconnect.doctor;

import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Check;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Finding;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Verdict;
import io.resonance.connector.mtconnect.source.MtConnectOddity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges what was read of an agent. */
final class ModelChecks {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int NEWEST_MAJOR = 2;
  private static final int NEWEST_MINOR = 7;
  private static final double FEW_MINUTES = 10;
  private static final long FEW_DAYS = 30;

  private final MtConnectAgent agent;
  private final Consumer<Finding> told;

  ModelChecks(MtConnectAgent agent, Consumer<Finding> told) {
    this.agent = agent;
    this.told = told;
  }

  void connection(Head head) {
    boolean login = !(agent.access().credentials() instanceof MtConnectCredentials.Anonymous);
    if (!"https".equalsIgnoreCase(agent.url().getScheme())) {
      tell(
          Check.SECURITY,
          Verdict.WARN,
          login
              ? "Credentials are sent readable over http."
              : "Uses http: anybody on the way can read and change observations.",
          login
              ? "Use https, by the agent or a proxy before it."
              : "Keep the agent in a network of its own, or put https before it.");
      return;
    }
    long days =
        head.certificateEnd().map(end -> Duration.between(Instant.now(), end).toDays()).orElse(-1L);
    boolean soon = days >= 0 && days < FEW_DAYS;
    tell(
        Check.SECURITY,
        soon ? Verdict.WARN : Verdict.OK,
        "Uses https with a verified certificate"
            + (days < 0 ? "." : "; %d days left.".formatted(days)),
        soon ? "Renew the certificate of the agent." : "");
  }

  void described(MtConnectBrowser.Model model) {
    version(model.version());
    List<MtConnectDataItemDescription> items = model.dataItems();
    Set<String> ids = new HashSet<>();
    List<String> twice =
        items.stream()
            .map(MtConnectDataItemDescription::dataItemId)
            .filter(id -> !ids.add(id))
            .toList();
    boolean none = model.devices().isEmpty() || items.isEmpty();
    tell(
        Check.DEVICES,
        none ? Verdict.FAIL : twice.isEmpty() ? Verdict.OK : Verdict.WARN,
        "%d devices (%s) with %d DataItems%s."
            .formatted(
                model.devices().size(),
                String.join(", ", model.devices()),
                items.size(),
                twice.isEmpty() ? "" : "; ids given twice: " + twice),
        none
            ? "Check the Devices file of the agent."
            : twice.isEmpty() ? "" : "Give each DataItem an id of its own in the Devices file.");
    units(items);
  }

  private void version(String version) {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      tell(Check.VERSION, Verdict.WARN, "The agent says no version.", "");
      return;
    }
    int major = Integer.parseInt(parts.group(1));
    int minor = Integer.parseInt(parts.group(2));
    boolean newer = major > NEWEST_MAJOR || (major == NEWEST_MAJOR && minor > NEWEST_MINOR);
    tell(
        Check.VERSION,
        newer ? Verdict.WARN : Verdict.OK,
        "Version %s.".formatted(version),
        newer
            ? "Newer than 2.7: what is new in it is kept as an extension. Update Resonance."
            : "");
  }

  private void units(List<MtConnectDataItemDescription> items) {
    List<MtConnectDataItemDescription> samples =
        items.stream().filter(item -> item.category() == MtConnectCategory.SAMPLE).toList();
    List<String> without =
        samples.stream()
            .filter(item -> item.units().isEmpty())
            .map(MtConnectDataItemDescription::dataItemId)
            .toList();
    tell(
        Check.UNITS,
        without.isEmpty() ? Verdict.OK : Verdict.WARN,
        without.isEmpty()
            ? "All %d samples have units.".formatted(samples.size())
            : "%d of %d samples have no units: %s."
                .formatted(without.size(), samples.size(), some(without)),
        without.isEmpty()
            ? ""
            : "Add units to them in the Devices file; the standard asks for it.");
  }

  void buffer(MtConnectBrowser.Model model, double rate) {
    long size;
    try {
      size = Long.parseLong(model.bufferSize());
    } catch (NumberFormatException e) {
      tell(
          Check.BUFFER,
          Verdict.WARN,
          "The agent does not say how large its buffer is.",
          "How long an outage may last is not known.");
      return;
    }
    if (rate <= 0) {
      tell(
          Check.BUFFER,
          Verdict.OK,
          "Holds %d observations; how long that lasts is not known, for nothing was observed."
              .formatted(size),
          "");
      return;
    }
    double minutes = size / rate / 60;
    boolean few = minutes < FEW_MINUTES;
    tell(
        Check.BUFFER,
        few ? Verdict.WARN : Verdict.OK,
        "Holds %d observations: %.1f minutes at %.1f/s. An outage up to then loses nothing."
            .formatted(size, minutes, rate),
        few
            ? "Raise BufferSize in the agent's configuration; 2^%d would hold an hour."
                .formatted((int) Math.ceil(Math.log(rate * 3_600) / Math.log(2)))
            : "");
  }

  void documents(Observed observed) {
    if (observed.oddities().isEmpty()) {
      tell(Check.DOCUMENTS, Verdict.OK, "Nothing odd in what was read.", "");
    }
    observed
        .oddities()
        .forEach(
            (kind, count) -> {
              MtConnectOddity example = observed.example(kind);
              tell(
                  Check.DOCUMENTS,
                  Verdict.WARN,
                  "%s: %d times, first in %s (\"%s\")."
                      .formatted(kind.sentence(), count, example.where(), example.text()),
                  "Correct it in the adapter or the Devices file; until then this is how it is read.");
            });
  }

  private static String some(List<String> ids) {
    return ids.stream().limit(5).collect(Collectors.joining(", "))
        + (ids.size() > 5 ? ", ..." : "");
  }

  private void tell(Check check, Verdict verdict, String text, String nextStep) {
    told.accept(new Finding(check, verdict, text, nextStep));
  }
}

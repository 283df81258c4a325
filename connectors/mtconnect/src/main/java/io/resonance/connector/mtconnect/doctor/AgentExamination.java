package io.resonance.connector.mtconnect.doctor;

import io.resonance.connector.mtconnect.client.browse.BrowsedDocuments;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.http.AgentTransport.Head;
import io.resonance.connector.mtconnect.client.request.AgentReading;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectBatch;
import io.resonance.connector.mtconnect.source.MtConnectBrowser;
import io.resonance.connector.mtconnect.source.MtConnectCondition;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Check;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Finding;
import io.resonance.connector.mtconnect.source.MtConnectDoctor.Verdict;
import io.resonance.connector.mtconnect.source.MtConnectValueKind;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** One examination of one agent, from the connection to the words in its documents. */
public final class AgentExamination {
  private static final long MOST_CAUGHT_UP = 200_000;
  private static final Duration CATCH_UP_TIME = Duration.ofSeconds(10);

  private final MtConnectAgent agent;
  private final AgentReading reading;
  private final Duration listening;
  private final ModelChecks model;
  private final Consumer<Finding> told;
  private final BrowsedDocuments documents = new BrowsedDocuments();
  private final Observed observed = new Observed(documents);

  /**
   * @param agent to examine
   * @param reading asks it
   * @param listening how long its stream is read
   * @param told gets the findings
   */
  public AgentExamination(
      MtConnectAgent agent, AgentReading reading, Duration listening, Consumer<Finding> told) {
    this.agent = agent;
    this.reading = reading;
    this.listening = listening;
    this.told = told;
    this.model = new ModelChecks(agent, told);
  }

  /** Tells all findings, in order. */
  public void run() {
    AgentReading.Whole probe;
    MtConnectBrowser.Model described;
    try {
      probe = reading.probe();
      described = BrowsedDocuments.model(probe.xml());
    } catch (MtConnectDocumentException e) {
      tell(
          Check.REACHABLE,
          Verdict.FAIL,
          e.getMessage() + ".",
          "Check host, port and scheme, and that an agent runs there: %s/probe must show its devices in a browser."
              .formatted(agent.url()));
      return;
    }
    tell(
        Check.REACHABLE,
        Verdict.OK,
        "Answers a probe request in %d ms with %d bytes."
            .formatted(probe.nanos() / 1_000_000, probe.sentBytes()),
        "");
    model.connection(probe.head());
    model.described(described);
    if (state()) {
      offers(probe.head());
      samples(described);
    }
  }

  private boolean state() {
    try {
      long asked = System.currentTimeMillis();
      AgentReading.Whole current = reading.current();
      long answered = System.currentTimeMillis();
      MtConnectBatch batch = observed.state(current.xml());
      int unavailable = 0;
      for (int row = 0; row < batch.size(); row++) {
        unavailable += isUnavailable(batch, row) ? 1 : 0;
      }
      boolean nothing = batch.size() == 0 || unavailable == batch.size();
      tell(
          Check.STATE,
          nothing ? Verdict.WARN : Verdict.OK,
          "%d observations, %d of them UNAVAILABLE.".formatted(batch.size(), unavailable),
          nothing ? "Check the adapter: the agent knows nothing of the machine." : "");
      clock(asked, answered, documents.header(current.xml()));
      return true;
    } catch (MtConnectDocumentException e) {
      tell(
          Check.STATE,
          Verdict.FAIL,
          "A current request fails: %s.".formatted(e.getMessage()),
          "Check --device and --path, and the log of the agent.");
      return false;
    }
  }

  private static boolean isUnavailable(MtConnectBatch batch, int row) {
    return batch.kind(row) == MtConnectValueKind.UNAVAILABLE
        || (batch.kind(row) == MtConnectValueKind.CONDITION
            && batch.conditionLevel(row) == MtConnectCondition.Level.UNAVAILABLE);
  }

  // creationTime is often cut to whole seconds, so one second off is none.
  private void clock(long asked, long answered, StreamsHeader header) {
    if (header.creationNanos() == 0) {
      tell(Check.CLOCK, Verdict.WARN, "Its documents have no readable creationTime.", "");
      return;
    }
    long created = header.creationNanos() / 1_000_000;
    long off = created + 1_000 < asked ? created + 1_000 - asked : Math.max(0, created - answered);
    boolean far = Math.abs(off) > 2_000;
    tell(
        Check.CLOCK,
        far ? Verdict.WARN : Verdict.OK,
        Math.abs(off) < 50
            ? "Its clock agrees with this machine's."
            : "Its clock is %s %s this machine's."
                .formatted(
                    Duration.ofMillis(Math.abs(off))
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT),
                    off < 0 ? "behind" : "ahead of"),
        far ? "Synchronise both with NTP; event times and watermarks depend on it." : "");
  }

  private void offers(Head probe) {
    boolean gzip = !probe.contentEncoding().isEmpty();
    tell(
        Check.COMPRESSION,
        Verdict.OK,
        gzip ? "Compresses its answers with gzip." : "Does not compress its answers.",
        "");
    String type = probe.contentType().toLowerCase(Locale.ROOT);
    String json;
    try {
      Head asJson = reading.probeAs("application/json").head();
      json =
          asJson.contentType().toLowerCase(Locale.ROOT).contains("json")
              ? "XML, and JSON for who asks for it."
              : "XML only.";
    } catch (MtConnectDocumentException e) {
      json = "XML only; a request for JSON is refused.";
    }
    tell(
        Check.FORMAT,
        Verdict.OK,
        type.contains("json")
            ? "JSON only; each document is turned into XML before it is read."
            : json,
        "");
  }

  private void samples(MtConnectBrowser.Model described) {
    try {
      long next = catchUp();
      double rate = stream(next);
      model.buffer(described, rate);
      gaps();
    } catch (MtConnectDocumentException e) {
      tell(
          Check.CATCH_UP,
          Verdict.FAIL,
          "A sample request fails: %s.".formatted(e.getMessage()),
          "Try the request in a browser, and look into the log of the agent.");
    }
    model.documents(observed);
  }

  private long catchUp() throws MtConnectDocumentException {
    AgentReading.Whole answer = reading.oldest();
    while (documents.isRefused(answer.xml()) && reading.halveCount() > 1) {
      answer = reading.oldest();
    }
    long begun = System.nanoTime();
    long nanos = answer.nanos();
    long bytes = answer.sentBytes();
    StreamsHeader header = observed.sample(answer.xml(), 0, answer.xml().length);
    while (Long.compareUnsigned(header.nextSequence(), header.lastSequence()) <= 0
        && observed.observations() < MOST_CAUGHT_UP
        && System.nanoTime() - begun < CATCH_UP_TIME.toNanos()) {
      answer = reading.sample(header.nextSequence());
      nanos += answer.nanos();
      bytes += answer.sentBytes();
      header = observed.sample(answer.xml(), 0, answer.xml().length);
    }
    double seconds = Math.max(1, nanos) / 1e9;
    tell(
        Check.CATCH_UP,
        Verdict.OK,
        "Gave %d buffered observations at %.0f/s (%.1f MB/s)."
            .formatted(
                observed.observations(), observed.observations() / seconds, bytes / seconds / 1e6),
        "");
    return header.nextSequence();
  }

  private double stream(long from) throws MtConnectDocumentException {
    long before = observed.observations();
    int[] documents = {0};
    long begun = System.nanoTime();
    Head head =
        reading.stream(
            from,
            listening,
            (bytes, offset, length) -> {
              documents[0]++;
              observed.sample(bytes, offset, length);
              return true;
            });
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (!head.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      tell(
          Check.STREAM,
          Verdict.WARN,
          "Does not stream: a sample request with an interval is answered with one document.",
          "It will be polled each %d ms; a streaming agent costs less and is faster."
              .formatted(agent.interval().toMillis()));
      return 0;
    }
    double rate = (observed.observations() - before) / seconds;
    tell(
        Check.STREAM,
        rate > 0 ? Verdict.OK : Verdict.WARN,
        "Streams (%s): %.1f observations/s in %.1f documents/s over %.1f s."
            .formatted(head.contentType().split(";")[0], rate, documents[0] / seconds, seconds),
        rate > 0 ? "" : "Nothing was observed; is the machine on? Listen longer with --seconds.");
    return rate;
  }

  private void gaps() {
    boolean lost = observed.overrun() > 0 || observed.restarts() > 0;
    tell(
        Check.GAPS,
        lost || observed.missing() > 0 ? Verdict.WARN : Verdict.OK,
        "%d sequence numbers left the buffer while it was read, %d are missing inside documents, %d restarts."
            .formatted(observed.overrun(), observed.missing(), observed.restarts()),
        lost
            ? "Raise BufferSize of the agent, and see why it restarts."
            : observed.missing() > 0
                ? agent.device().isEmpty() && agent.path().isEmpty()
                    ? "The agent numbers observations it does not give; loss is then an upper bound."
                    : "With a device or path filter that is so: the agent numbers all its observations."
                : "");
  }

  private void tell(Check check, Verdict verdict, String text, String nextStep) {
    told.accept(new Finding(check, verdict, text, nextStep));
  }
}

package io.resonance.benchmark.mtconnect;

import io.resonance.benchmark.child.ChildPart;
import io.resonance.connector.mtconnect.client.document.DocumentLimits;
import io.resonance.connector.mtconnect.client.streams.ScanningStreamsParser;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The baseline of the source: its parser, fed from memory and for ever. */
final class ParserAlone implements ChildPart {
  static final String NAME = "mtconnect-parser";

  /** Observations in batches. */
  static final String OBSERVATIONS = "observations";

  private static final int DOCUMENTS = 4;

  private final AtomicLong observations = new AtomicLong();
  private final AtomicLong sink = new AtomicLong();
  private volatile Exception failure;
  private volatile boolean stopped;

  ParserAlone(Map<String, String> settings) {
    Thread thread = new Thread(this::parse, "parsing");
    thread.setDaemon(true);
    thread.start();
  }

  private void parse() {
    var stage =
        new ParserStage(
            new ScanningStreamsParser(DocumentLimits.standard()),
            StreamsDocuments.several(DOCUMENTS));
    try {
      while (!stopped) {
        sink.addAndGet(stage.pass());
        observations.addAndGet((long) DOCUMENTS * StreamsDocuments.OBSERVATIONS);
      }
    } catch (Exception failed) {
      failure = failed;
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of();
  }

  @Override
  public Map<String, Long> totals() throws Exception {
    if (failure != null) {
      throw failure;
    }
    return Map.of(OBSERVATIONS, observations.get(), "sink", sink.get());
  }

  @Override
  public void stop() {
    stopped = true;
  }
}

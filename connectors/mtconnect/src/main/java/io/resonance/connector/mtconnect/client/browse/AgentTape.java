package io.resonance.connector.mtconnect.client.browse;

import io.resonance.connector.mtconnect.client.document.AgentDocument;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.document.StreamsHeader;
import io.resonance.connector.mtconnect.client.request.AgentReading;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Answer;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Begin;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Request;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Summary;
import io.resonance.connector.mtconnect.source.MtConnectRecorder.Tape;
import io.resonance.connector.mtconnect.source.MtConnectRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks an agent for one document after the other and writes each down: a recording needs no stream,
 * and {@code from=nextSequence} continues without a gap and without a repeat.
 */
public final class AgentTape {
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final MtConnectAgent agent;
  private final AgentReading reading;
  private final Tape tape;
  private final BrowsedDocuments documents = new BrowsedDocuments();

  private long instance;
  private long next;
  private long observations;
  private long lost;
  private int restarts;

  /**
   * @param agent to record
   * @param reading asks it
   * @param tape takes the answers
   */
  public AgentTape(MtConnectAgent agent, AgentReading reading, Tape tape) {
    this.agent = agent;
    this.reading = reading;
    this.tape = tape;
  }

  /** Records until it is no longer wanted. */
  public Summary record(Begin begin, BooleanSupplier wanted)
      throws MtConnectRefusedException, IOException {
    try {
      begin(begin);
    } catch (MtConnectDocumentException e) {
      throw new MtConnectRefusedException(
          "MTConnect agent at %s cannot be recorded: %s. `resonance mtconnect doctor` looks closer."
              .formatted(agent.url(), e.getMessage()),
          e);
    }
    boolean troubled = false;
    while (wanted.getAsBoolean()) {
      try {
        boolean caughtUp = sample();
        troubled = false;
        if (caughtUp) {
          LockSupport.parkNanos(Math.max(agent.interval().toNanos(), 1_000_000L));
        }
      } catch (MtConnectDocumentException e) {
        if (!troubled) {
          tape.trouble(e.getMessage() + "; trying again");
        }
        troubled = true;
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
    return new Summary(observations, lost, restarts);
  }

  private void begin(Begin begin) throws MtConnectDocumentException, IOException {
    byte[] probe = reading.probe().xml();
    BrowsedDocuments.model(probe);
    byte[] current = reading.current().xml();
    StreamsHeader state = documents.header(current);
    tape.take(new Answer(Instant.now(), Request.PROBE, probe));
    tape.take(new Answer(Instant.now(), Request.CURRENT, current));
    instance = state.instanceId();
    next = begin == Begin.NOW ? state.nextSequence() : state.firstSequence();
  }

  // True if there is nothing more at the moment.
  private boolean sample() throws MtConnectDocumentException, IOException {
    byte[] xml = reading.sample(next).xml();
    Instant received = Instant.now();
    BrowsedDocuments.Read read = documents.read(xml, 0, xml.length);
    if (read.document() instanceof AgentDocument.Errors errors) {
      if (!errors.outOfRange()) {
        throw new MtConnectDocumentException("it answers " + errors.errors());
      }
      locate();
      return false;
    }
    StreamsHeader header = BrowsedDocuments.header(read.document());
    if (header.instanceId() != instance) {
      locate();
      return false;
    }
    overrun(header);
    if (read.batch().size() > 0) {
      tape.take(new Answer(received, Request.SAMPLE, xml));
      observations += read.batch().size();
      tape.observed(observations);
    }
    next = header.nextSequence();
    return Long.compareUnsigned(next, header.lastSequence()) > 0;
  }

  // The position is in the buffer no longer, or the agent restarted, or the count is too large.
  private void locate() throws MtConnectDocumentException, IOException {
    byte[] xml = reading.current().xml();
    StreamsHeader header = documents.header(xml);
    if (header.instanceId() != instance) {
      restarts++;
      tape.trouble(
          "The agent restarted (instanceId %s); what it observed from sequence %s on is not recorded"
              .formatted(Long.toUnsignedString(header.instanceId()), Long.toUnsignedString(next)));
      begin(Begin.OLDEST);
    } else if (Long.compareUnsigned(header.firstSequence(), next) > 0) {
      overrun(header);
      next = header.firstSequence();
    } else {
      reading.halveCount();
    }
  }

  private void overrun(StreamsHeader header) {
    if (Long.compareUnsigned(header.firstSequence(), next) > 0) {
      lost += header.firstSequence() - next;
      tape.trouble(
          "Sequences %s to %s left the buffer before they could be recorded"
              .formatted(
                  Long.toUnsignedString(next), Long.toUnsignedString(header.firstSequence() - 1)));
    }
  }
}

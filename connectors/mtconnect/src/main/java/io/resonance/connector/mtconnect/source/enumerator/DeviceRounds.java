package io.resonance.connector.mtconnect.source.enumerator;

import io.resonance.connector.mtconnect.client.devices.DevicesParser;
import io.resonance.connector.mtconnect.client.http.AgentTransport;
import io.resonance.connector.mtconnect.client.request.DevicesRequest;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Says when each agent is asked for its devices and has it done: at once, then at the interval, and
 * after a failure again with growing pauses. All agents are asked at the same time and nothing
 * waits; {@link #turn} may be called on any thread.
 */
public final class DeviceRounds implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Function<MtConnectAgent, CompletableFuture<DevicesParser.Devices>> asking;
  private final Runnable closing;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Round> rounds = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

  /** How asking an agent went. */
  sealed interface Outcome {
    /** Id of the agent. */
    String agentId();

    /**
     * It answered.
     *
     * @param devices names of its devices, uuids of those without a name
     * @param dataItems how many DataItems they have
     */
    record Found(String agentId, List<String> devices, int dataItems) implements Outcome {}

    /**
     * It did not, and is asked again.
     *
     * @param why without secrets
     */
    record Failed(String agentId, String why) implements Outcome {}
  }

  /** An agent and when it is due. */
  private static final class Round {
    private final MtConnectAgent agent;
    private long due;
    private long pause = FIRST_PAUSE_NANOS;
    private boolean underWay;

    Round(MtConnectAgent agent, long due) {
      this.agent = agent;
      this.due = due;
    }
  }

  DeviceRounds(
      Function<MtConnectAgent, CompletableFuture<DevicesParser.Devices>> asking,
      Runnable closing,
      Duration interval,
      LongSupplier nanoTime) {
    this.asking = asking;
    this.closing = closing;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Rounds over connections of their own. */
  public static DeviceRounds over(AgentTransport transport, Duration interval) {
    return new DeviceRounds(
        agent -> DevicesRequest.send(agent, transport, PATIENCE),
        transport::close,
        interval,
        System::nanoTime);
  }

  /** Begins to ask an agent. */
  synchronized void begin(MtConnectAgent agent) {
    rounds.put(agent.id(), new Round(agent, nanoTime.getAsLong()));
  }

  /** Asks an agent no more. */
  synchronized void end(String agentId) {
    rounds.remove(agentId);
  }

  /** True if no agent is asked. */
  synchronized boolean isEmpty() {
    return rounds.isEmpty();
  }

  /** Asks who is due and gives what has come in since the last call; never blocks. */
  synchronized List<Outcome> turn() {
    List<Outcome> ended = new ArrayList<>();
    for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
      Round round = rounds.get(outcome.agentId());
      if (round != null) {
        plan(round, outcome);
        ended.add(outcome);
      }
    }
    for (Round round : rounds.values()) {
      if (!round.underWay && nanoTime.getAsLong() - round.due >= 0) {
        round.underWay = true;
        ask(round.agent);
      }
    }
    return ended;
  }

  private void ask(MtConnectAgent agent) {
    CompletableFuture<Boolean> unused =
        asking
            .apply(agent)
            .handle((found, failure) -> outcomes.add(outcome(agent, found, failure)));
  }

  private static Outcome outcome(
      MtConnectAgent agent, DevicesParser.Devices found, Throwable failure) {
    return failure == null
        ? new Outcome.Found(agent.id(), found.devices(), found.dataItems().size())
        : new Outcome.Failed(agent.id(), reason(failure));
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException
        ? "it has not answered within %d s".formatted(PATIENCE.toSeconds())
        : String.valueOf(cause.getMessage());
  }

  private void plan(Round round, Outcome outcome) {
    boolean found = outcome instanceof Outcome.Found;
    round.underWay = false;
    round.due = nanoTime.getAsLong() + (found ? intervalNanos : round.pause);
    round.pause = found ? FIRST_PAUSE_NANOS : Math.min(LONGEST_PAUSE_NANOS, 2 * round.pause);
  }

  @Override
  public void close() {
    closing.run();
  }
}

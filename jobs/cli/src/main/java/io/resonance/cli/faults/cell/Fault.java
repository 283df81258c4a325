package io.resonance.cli.faults.cell;

import static io.resonance.cli.faults.cell.Phase.AFTER_CHECKPOINT;
import static io.resonance.cli.faults.cell.Phase.BARRIER_IN_FLIGHT;
import static io.resonance.cli.faults.cell.Phase.CONNECT;
import static io.resonance.cli.faults.cell.Phase.DURING_RECOVERY;
import static io.resonance.cli.faults.cell.Phase.FIRST_SNAPSHOT;
import static io.resonance.cli.faults.cell.Phase.RESCALE;
import static io.resonance.cli.faults.cell.Phase.STEADY;
import static io.resonance.cli.faults.cell.Phase.STOP_WITH_SAVEPOINT;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What goes wrong, where, for how long, and in which phases it can. */
public enum Fault {
  OPCUA_RESET(
      Party.OPCUA, "The line to an OPC UA server is reset and refused.", Lasts.SHORT, Moments.ALL),
  OPCUA_BLACKHOLE(
      Party.OPCUA,
      "The line to an OPC UA server stays open and passes nothing.",
      Lasts.MEDIUM,
      Moments.ALL),
  OPCUA_THROTTLE(
      Party.OPCUA,
      "The line to an OPC UA server passes some kilobytes a second.",
      Lasts.SHORT,
      Moments.ALL),
  OPCUA_CORRUPTION(
      Party.OPCUA,
      "A bit of a message to or from an OPC UA server is flipped.",
      Lasts.MOMENT,
      Moments.ALL),
  OPCUA_LOST_RESPONSE(
      Party.OPCUA,
      "What an OPC UA server has just sent, such as a PublishResponse, is lost with its connection.",
      Lasts.MOMENT,
      Moments.ALL),
  OPCUA_SERVER_RESTART(
      Party.OPCUA,
      "An OPC UA server with history restarts; its subscriptions are gone.",
      Lasts.SHORT,
      Moments.ALL),
  OPCUA_RESTART_WITHOUT_HISTORY(
      Party.OPCUA,
      "An OPC UA server without history restarts: what it did not send is lost, which must be declared.",
      Lasts.SHORT,
      Moments.RUNNING,
      Demand.DECLARES_LOSS),
  OPCUA_SMALL_RETRANSMISSION_QUEUE(
      Party.OPCUA,
      "The line to an OPC UA server is reset, which keeps one message for retransmission and has no history.",
      Lasts.SHORT,
      Moments.RUNNING),
  OPCUA_QUEUE_OVERFLOW(
      Party.OPCUA,
      "A node changes faster than its queue in the OPC UA server is emptied, which must be declared.",
      Lasts.MOMENT,
      Moments.STARTED,
      Demand.DECLARES_LOSS),
  OPCUA_CERTIFICATE_ROTATED(
      Party.OPCUA,
      "An OPC UA server comes back with a new certificate, which a person trusts a little later.",
      Lasts.SHORT,
      EnumSet.of(STEADY, BARRIER_IN_FLIGHT, AFTER_CHECKPOINT, DURING_RECOVERY)),
  AGENT_RESET(
      Party.MTCONNECT,
      "The line to an MTConnect agent is reset and refused.",
      Lasts.SHORT,
      Moments.ALL),
  AGENT_BLACKHOLE(
      Party.MTCONNECT,
      "The line to an MTConnect agent stays open and passes nothing.",
      Lasts.MEDIUM,
      Moments.ALL),
  AGENT_TRUNCATION(
      Party.MTCONNECT,
      "A document of an MTConnect agent ends in the middle, with its connection.",
      Lasts.MOMENT,
      Moments.ALL),
  AGENT_RESTART(
      Party.MTCONNECT,
      "An MTConnect agent restarts: a new instanceId, and a buffer that begins anew.",
      Lasts.MOMENT,
      Moments.ALL),
  AGENT_OVERRUN(
      Party.MTCONNECT,
      "The line to an MTConnect agent is down for longer than its buffer lasts, which must be declared.",
      Lasts.LONG,
      Moments.STARTED,
      Demand.DECLARES_LOSS),
  TASKMANAGER_KILLED(
      Party.PROCESSES,
      "The TaskManager that runs the plant job is killed by SIGKILL.",
      Lasts.MOMENT,
      Moments.RUNNING_AND_FIRST,
      Demand.NONE,
      Duration.ofSeconds(20)),
  JOBMANAGER_KILLED(
      Party.PROCESSES,
      "All JobManagers are killed by SIGKILL, and started again.",
      Lasts.MOMENT,
      EnumSet.of(STEADY, BARRIER_IN_FLIGHT, AFTER_CHECKPOINT, DURING_RECOVERY, STOP_WITH_SAVEPOINT),
      Demand.NONE,
      Duration.ofSeconds(90)),
  BOTH_KILLED(
      Party.PROCESSES,
      "All JobManagers and the TaskManager that runs the plant job are killed by SIGKILL.",
      Lasts.MOMENT,
      EnumSet.of(STEADY, BARRIER_IN_FLIGHT, AFTER_CHECKPOINT),
      Demand.NONE,
      Duration.ofSeconds(90)),
  BROKER_STOPPED(
      Party.KAFKA, "The Kafka broker is stopped, and started again.", Lasts.SHORT, Moments.ALL),
  KAFKA_BLACKHOLE(
      Party.KAFKA, "The line to Kafka stays open and passes nothing.", Lasts.MEDIUM, Moments.ALL),
  REGISTRY_DOWN(
      Party.REGISTRY,
      "The schema registry refuses connections.",
      Lasts.MEDIUM,
      EnumSet.of(CONNECT, FIRST_SNAPSHOT, STEADY, DURING_RECOVERY, STOP_WITH_SAVEPOINT, RESCALE)),
  MES_REFUSES(
      Party.MES,
      "The MES answers every request with 503.",
      Lasts.SHORT,
      Moments.RUNNING_AND_CONNECT),
  MES_LOST_RESPONSE(
      Party.MES,
      "The MES takes every message, and its answers are lost.",
      Lasts.SHORT,
      Moments.RUNNING_AND_CONNECT),
  MES_SLOW(
      Party.MES,
      "The MES takes longer for every message than the delivery job waits.",
      Lasts.MEDIUM,
      EnumSet.of(STEADY, AFTER_CHECKPOINT, DURING_RECOVERY, STOP_WITH_SAVEPOINT)),
  STORAGE_FAILS(
      Party.STORAGE,
      "The folder of the checkpoints cannot be written or read.",
      Lasts.MEDIUM,
      Moments.RUNNING);

  /** Whose fault it is. */
  public enum Party {
    OPCUA,
    MTCONNECT,
    PROCESSES,
    STORAGE,
    KAFKA,
    REGISTRY,
    MES
  }

  /** What must hold beside that nothing is lost, doubled or overtaken. */
  public enum Demand {
    NONE,
    /** At least one gap must have been declared, or the fault did not take hold. */
    DECLARES_LOSS
  }

  /** Sets of phases; a nested class, because an enum's constants cannot use its own fields. */
  private static final class Moments {
    static final Set<Phase> ALL = EnumSet.allOf(Phase.class);
    static final Set<Phase> STARTED =
        EnumSet.of(STEADY, BARRIER_IN_FLIGHT, AFTER_CHECKPOINT, DURING_RECOVERY);
    static final Set<Phase> RUNNING =
        EnumSet.of(
            STEADY,
            BARRIER_IN_FLIGHT,
            AFTER_CHECKPOINT,
            DURING_RECOVERY,
            STOP_WITH_SAVEPOINT,
            RESCALE);
    static final Set<Phase> RUNNING_AND_CONNECT = and(CONNECT);
    static final Set<Phase> RUNNING_AND_FIRST = and(FIRST_SNAPSHOT);

    private static Set<Phase> and(Phase more) {
      Set<Phase> phases = EnumSet.copyOf(RUNNING);
      phases.add(more);
      return phases;
    }
  }

  /**
   * For how long it goes wrong; the seed decides between the two.
   *
   * @param shortest what it lasts at least
   * @param longest what it lasts at most
   */
  public record Lasts(Duration shortest, Duration longest) {
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(30);
    private static final Lasts MOMENT = ofMillis(200, 500);
    private static final Lasts SHORT = ofMillis(500, 2_500);
    private static final Lasts MEDIUM = ofMillis(2_000, 5_000);
    private static final Lasts LONG = ofMillis(12_000, 14_000);

    private static Lasts ofMillis(long shortest, long longest) {
      return new Lasts(Duration.ofMillis(shortest), Duration.ofMillis(longest));
    }
  }

  private final Party party;
  private final String words;
  private final Lasts lasts;
  private final Set<Phase> phases;
  private final Demand demand;
  private final Duration recoversWithin;

  Fault(Party party, String words, Lasts lasts, Set<Phase> phases) {
    this(party, words, lasts, phases, Demand.NONE);
  }

  Fault(Party party, String words, Lasts lasts, Set<Phase> phases, Demand demand) {
    this(party, words, lasts, phases, demand, Lasts.RESUMES_WITHIN);
  }

  Fault(
      Party party,
      String words,
      Lasts lasts,
      Set<Phase> phases,
      Demand demand,
      Duration recoversWithin) {
    this.party = party;
    this.words = words;
    this.lasts = lasts;
    this.phases = phases;
    this.demand = demand;
    this.recoversWithin = recoversWithin;
  }

  /** As it is written in the name of a cell. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A sentence for people. */
  public String words() {
    return words;
  }

  public Party party() {
    return party;
  }

  public Lasts lasts() {
    return lasts;
  }

  /** The phases it is tried in. */
  public Set<Phase> phases() {
    return EnumSet.copyOf(phases);
  }

  public Demand demand() {
    return demand;
  }

  /** From the end of the fault, or from a kill, to the first new values of every machine. */
  public Duration recoversWithin() {
    return recoversWithin;
  }

  /** Whether it kills processes, so that the job must run in some. */
  public boolean kills() {
    return party == Party.PROCESSES;
  }
}

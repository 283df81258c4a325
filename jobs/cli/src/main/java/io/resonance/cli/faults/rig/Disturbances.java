package io.resonance.cli.faults.rig;

import io.resonance.cli.faults.cell.Fault;
import io.resonance.testbed.SimulatedPlant;
import io.resonance.testbed.mes.FaultPlan;
import io.resonance.testbed.mes.MesFault;
import io.resonance.testbed.network.TcpFaultProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * How each fault is done to a cell.
 *
 * @param random decides what a fault leaves open, such as the rate of a slow line
 */
record Disturbances(Backbone backbone, Site site, CellPlant plant, CellJobs jobs, Random random) {

  private static final int LEAST_BYTES_PER_SECOND = 1_000;
  private static final int MORE_BYTES_PER_SECOND = 4_000;
  private static final int LEAST_BURST = 4_000;
  private static final int MORE_BURST = 4_000;
  // longer than the request-timeout of the plant file
  private static final Duration SLOW = Duration.ofSeconds(6);

  Disturbance of(Fault fault) {
    SimulatedPlant machines = plant.machines();
    TcpFaultProxy mill = machines.millLine();
    TcpFaultProxy lathe = machines.latheLine();
    return switch (fault) {
      case OPCUA_RESET -> Disturbance.of(mill::cut, mill::restore);
      case OPCUA_BLACKHOLE -> Disturbance.of(mill::blackhole, mill::restore);
      case OPCUA_THROTTLE -> throttled(mill);
      case OPCUA_CORRUPTION -> Disturbance.of(mill::corrupt, mill::restore);
      case OPCUA_LOST_RESPONSE -> Disturbance.of(mill::loseAnswer, mill::restore);
      case OPCUA_SERVER_RESTART, OPCUA_RESTART_WITHOUT_HISTORY ->
          Disturbance.of(machines.millServer()::stop, machines.millServer()::start);
      case OPCUA_SMALL_RETRANSMISSION_QUEUE -> Disturbance.of(this::cutForgetful, mill::restore);
      case OPCUA_QUEUE_OVERFLOW -> Disturbance.once(this::overflow);
      case OPCUA_CERTIFICATE_ROTATED ->
          Disturbance.of(machines.millServer()::restartWithNewCertificate, plant::introduceAgain);
      case AGENT_RESET, AGENT_OVERRUN -> Disturbance.of(lathe::cut, lathe::restore);
      case AGENT_BLACKHOLE -> Disturbance.of(lathe::blackhole, lathe::restore);
      case AGENT_TRUNCATION -> Disturbance.of(lathe::truncate, lathe::restore);
      case AGENT_RESTART -> Disturbance.once(machines.agent()::restart);
      case TASKMANAGER_KILLED -> Disturbance.of(this::killTaskManager, site::revive);
      case JOBMANAGER_KILLED -> Disturbance.of(site::killJobManagers, site::revive);
      case BOTH_KILLED -> Disturbance.of(this::killBoth, site::revive);
      case BROKER_STOPPED -> Disturbance.of(backbone::stopBroker, backbone::startBroker);
      case KAFKA_BLACKHOLE ->
          Disturbance.of(backbone.kafkaLine()::blackhole, backbone.kafkaLine()::restore);
      case REGISTRY_DOWN ->
          Disturbance.of(backbone.registryLine()::cut, backbone.registryLine()::restore);
      case MES_REFUSES -> mes(MesFault.Status.of(503));
      case MES_LOST_RESPONSE -> mes(new MesFault.LostResponse());
      case MES_SLOW -> mes(new MesFault.Slow(SLOW));
      case STORAGE_FAILS -> Disturbance.of(this::takeStorage, this::giveStorage);
    };
  }

  private Disturbance throttled(TcpFaultProxy line) {
    long rate = LEAST_BYTES_PER_SECOND + (long) random.nextInt(MORE_BYTES_PER_SECOND);
    return Disturbance.of(() -> line.throttle(rate), line::restore);
  }

  private void cutForgetful() {
    plant.machines().millServer().retransmissionQueue(1);
    plant.machines().millLine().cut();
  }

  private void overflow() {
    int values = LEAST_BURST + random.nextInt(MORE_BURST);
    plant
        .machines()
        .millServer()
        .overflow("spindleLoad", random.doubles(values, 0, 100).boxed().toList());
  }

  private void killTaskManager() throws Exception {
    site.killTaskManager(jobs.plantJob());
  }

  private void killBoth() throws Exception {
    killTaskManager();
    site.killJobManagers();
  }

  private Disturbance mes(MesFault wrong) {
    return Disturbance.of(
        () -> plant.machines().mes().play(FaultPlan.always(wrong)),
        () -> plant.machines().mes().play(FaultPlan.none()));
  }

  // a file where a folder should be: nothing below it can be read, written or made, by anybody
  private void takeStorage() throws Exception {
    Files.move(plant.checkpoints(), aside());
    Files.createFile(plant.checkpoints());
  }

  private void giveStorage() throws Exception {
    Files.delete(plant.checkpoints());
    Files.move(aside(), plant.checkpoints());
  }

  private Path aside() {
    return plant.checkpoints().resolveSibling("checkpoints-aside");
  }
}

package io.resonance.benchmark.mes;

import io.resonance.benchmark.BenchmarkFailedException;
import io.resonance.benchmark.child.ChildProcess;
import io.resonance.benchmark.child.JvmOptions;
import io.resonance.benchmark.child.Pinning;
import io.resonance.benchmark.child.Workplace;
import java.util.HashMap;
import java.util.Map;

/** Starts a MES and those that send to it. */
final class Sides {

  private static final String NEVER = String.valueOf(Long.MAX_VALUE);

  private Sides() {}

  static ChildProcess server(Workplace workplace) throws InterruptedException {
    return workplace.start(
        MesServer.NAME,
        Pinning.Place.SERVER,
        JvmOptions.heap("1500m"),
        Map.of(MesServer.FOLDER, workplace.folder().toString()));
  }

  static ChildProcess ours(Workplace workplace, ChildProcess server, int lanes, int perSecond)
      throws InterruptedException {
    return ours(
        workplace,
        server,
        Map.of(DeliveryClient.LANES, "" + lanes, DeliveryClient.PER_SECOND, "" + perSecond));
  }

  static ChildProcess ours(Workplace workplace, ChildProcess server, Map<String, String> settings)
      throws InterruptedException {
    Map<String, String> all = new HashMap<>();
    all.put(DeliveryClient.FEW_AFTER, NEVER);
    all.put(DeliveryClient.DISTURBING, "false");
    all.put(DeliveryClient.CHECKPOINTS, workplace.folder().resolve("checkpoints").toUri() + "");
    all.put(MesServer.URL, server.fact(MesServer.URL));
    all.put(MesServer.TRUST, server.fact(MesServer.TRUST));
    all.putAll(settings);
    return workplace.start(
        DeliveryClient.NAME, Pinning.Place.CLIENT, JvmOptions.CLIENT_WITH_FLINK, all);
  }

  static ChildProcess bare(Workplace workplace, ChildProcess server, int lanes)
      throws InterruptedException {
    return workplace.start(
        BareClient.NAME,
        Pinning.Place.CLIENT,
        JvmOptions.CLIENT,
        Map.of(
            DeliveryClient.LANES,
            "" + lanes,
            MesServer.URL,
            server.fact(MesServer.URL),
            MesServer.TRUST,
            server.fact(MesServer.TRUST)));
  }

  /** Nothing overtook, nothing was sent that is no message. */
  static void requireOrder(ChildProcess server) throws InterruptedException {
    Map<String, Long> totals = server.totals();
    if (totals.get(MesServer.INVALID) > 0) {
      throw new BenchmarkFailedException(
          "The MES got %d requests that were no message.".formatted(totals.get(MesServer.INVALID)));
    }
    if (totals.get(MesServer.INVERSIONS) > 0) {
      throw new BenchmarkFailedException(
          "Messages of an equipment overtook each other %d times."
              .formatted(totals.get(MesServer.INVERSIONS)));
    }
  }
}

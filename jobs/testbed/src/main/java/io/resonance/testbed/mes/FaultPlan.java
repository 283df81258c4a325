package io.resonance.testbed.mes;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The script of a simulated MES: which requests go wrong, and how. Called on several threads. */
@FunctionalInterface
public interface FaultPlan {

  /** The fault of this request; empty where it goes well. */
  Optional<MesFault> faultFor(ReceivedMessage message);

  /** Nothing goes wrong. */
  static FaultPlan none() {
    return message -> Optional.empty();
  }

  /** Every request goes wrong in the same way. */
  static FaultPlan always(MesFault fault) {
    return message -> Optional.of(fault);
  }

  /** The first requests go wrong one after the other, all later ones go well. */
  static FaultPlan first(MesFault... faults) {
    Queue<MesFault> left = new ConcurrentLinkedQueue<>(List.of(faults));
    return message -> Optional.ofNullable(left.poll());
  }

  /** A share of all requests goes wrong, each in one of these ways. */
  static FaultPlan random(long seed, double share, MesFault... faults) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return message -> {
      synchronized (random) {
        return random.nextDouble() < share
            ? Optional.of(faults[random.nextInt(faults.length)])
            : Optional.empty();
      }
    };
  }
}

package io.resonance.testbed.opcua;

import java.util.SplittableRandom;

/**
 * The signals of a milling machine as coupled physics, deterministic by seed and without any
 * server, so that a model can be trained on exactly what the simulated server sends. Not
 * thread-safe.
 *
 * <p>A cycle is tool change, approach, cut, retract. Cutting power follows from depth and feed (and
 * tool wear), load from power, vibration from speed, load, wear and regime; the coolant is a
 * first-order lag towards a temperature given by the power lost. A share of the cuts goes wrong:
 * {@link MillRegime#CHATTER} or {@link MillRegime#TOOL_BREAKAGE}, each lasting until the end of its
 * cut.
 */
public final class MillSignals {

  private static final double RATED_POWER = 15.0;
  private static final double IDLE_POWER_PER_RPM = 0.00008;
  private static final double COOLANT_TIME_CONSTANT = 90.0;
  private static final double AMBIENT = 22.0;

  private final SplittableRandom random;
  private final double anomalyShare;

  private MillState state = MillState.TOOL_CHANGE;
  private double stateLeft = 2.0;
  private double cutElapsed;
  private double anomalyAt = Double.POSITIVE_INFINITY;
  private MillRegime regime = MillRegime.NORMAL;
  private MillRegime coming = MillRegime.NORMAL;
  private long tool = 1;
  private double wear = 0.05;
  private double depth = 1.0;
  private double targetSpeed = 8_000;
  private double targetFeed = 1_800;
  private double speed;
  private double feed;
  private double position;
  private double direction = 1;
  private double coolant = 24;
  private double overheatLeft;
  private double phase;
  private double disturbance;

  /** A mill of which 15 percent of the cuts go wrong. */
  public MillSignals(long seed) {
    this(seed, 0.15);
  }

  /** A mill of which the given share (0 to 1) of the cuts goes wrong. */
  public MillSignals(long seed, double anomalyShare) {
    if (!(anomalyShare >= 0 && anomalyShare <= 1)) {
      throw new IllegalArgumentException(
          "The share of anomalous cuts must be between 0 and 1 but is " + anomalyShare);
    }
    this.random = new SplittableRandom(seed);
    this.anomalyShare = anomalyShare;
  }

  /** Lets the coolant pump fail for the given time: the coolant runs to 70 degrees and above. */
  public void coolantOverheats(double seconds) {
    overheatLeft = seconds;
  }

  /** Makes the present cut (or the next one) go wrong in the given way, at once. */
  public void provoke(MillRegime anomaly) {
    coming = anomaly;
    anomalyAt = state == MillState.CUTTING ? cutElapsed : 0;
  }

  /** Lets the given time pass and returns what is measured at its end. */
  public MillSample step(double seconds) {
    stateLeft -= seconds;
    if (stateLeft <= 0) {
      nextState();
    }
    boolean turning = state != MillState.TOOL_CHANGE;
    speed += (1 - Math.exp(-seconds / 0.8)) * ((turning ? targetSpeed : 0) - speed);
    double wantedFeed =
        switch (state) {
          case TOOL_CHANGE -> 0;
          case APPROACH, RETRACT -> 6_000;
          case CUTTING -> targetFeed;
        };
    feed += (1 - Math.exp(-seconds / 0.3)) * (wantedFeed - feed);
    move(seconds);
    if (state == MillState.CUTTING) {
      cutElapsed += seconds;
      wear = Math.min(1, wear + seconds / 1_800);
      if (cutElapsed >= anomalyAt) {
        regime = coming;
      }
    }
    return measure(seconds);
  }

  private MillSample measure(double seconds) {
    // a slow, correlated disturbance: the material is not homogeneous
    disturbance += -disturbance * seconds / 1.5 + 0.35 * Math.sqrt(seconds) * gauss();
    phase += seconds * (2.2 + 0.4 * gauss());
    double idle = speed * IDLE_POWER_PER_RPM;
    double cutting = 0;
    if (state == MillState.CUTTING) {
      cutting = depth * feed * 0.0016 * (1 + 0.6 * wear) * (1 + 0.06 * disturbance);
    }
    double vibration = 0.25 + speed / 12_000 + cutting * 0.08 * (1 + 1.2 * wear);
    vibration *= 1 + 0.05 * gauss();
    switch (regime) {
      case NORMAL -> {}
      case CHATTER -> {
        vibration *= 2.2 + 1.1 * Math.sin(phase) + 0.5 * Math.abs(gauss());
        cutting *= 1 + 0.22 * Math.sin(phase * 1.7) + 0.06 * gauss();
      }
      case TOOL_BREAKAGE -> {
        boolean blow = cutElapsed - anomalyAt < 0.35;
        cutting *= blow ? 1.8 : 0.18 + 0.04 * Math.abs(gauss());
        vibration *= blow ? 9 : 1.9 + 0.3 * gauss();
      }
    }
    double power = Math.max(0, (idle + cutting) * (1 + 0.012 * gauss()));
    heat(seconds, power);
    return new MillSample(
        Math.max(0, speed - 14 * power + 4 * gauss()),
        power,
        Math.max(0, feed * (1 + 0.004 * gauss())),
        position,
        coolant + 0.05 * gauss(),
        Math.max(0.02, vibration),
        100 * power / RATED_POWER,
        tool,
        state,
        regime);
  }

  private void heat(double seconds, double power) {
    double target = AMBIENT + 1.4 * power;
    double timeConstant = COOLANT_TIME_CONSTANT;
    if (overheatLeft > 0) {
      overheatLeft -= seconds;
      target = 85;
      timeConstant = 6;
    } else if (coolant > 50) {
      // the pump is back: cold coolant from the tank
      timeConstant = 15;
    }
    coolant += (1 - Math.exp(-seconds / timeConstant)) * (target - coolant);
  }

  private void move(double seconds) {
    position += direction * feed / 60 * seconds;
    if (position > 800) {
      position = 800;
      direction = -1;
    } else if (position < 0) {
      position = 0;
      direction = 1;
    }
  }

  private void nextState() {
    switch (state) {
      case TOOL_CHANGE -> enter(MillState.APPROACH, 2.0);
      case APPROACH -> beginCut();
      case CUTTING -> {
        regime = MillRegime.NORMAL;
        coming = MillRegime.NORMAL;
        anomalyAt = Double.POSITIVE_INFINITY;
        enter(MillState.RETRACT, 1.5);
      }
      case RETRACT -> {
        tool = 1L + random.nextInt(12);
        wear = wear > 0.8 ? 0.05 : wear;
        enter(MillState.TOOL_CHANGE, 3.0);
      }
    }
  }

  private void beginCut() {
    cutElapsed = 0;
    depth = 0.7 + 1.1 * random.nextDouble();
    targetSpeed = 6_000 + 6_000 * random.nextDouble();
    targetFeed = 1_200 + 1_400 * random.nextDouble();
    enter(MillState.CUTTING, 18 + 14 * random.nextDouble());
    boolean anomalous = random.nextDouble() < anomalyShare;
    MillRegime kind = random.nextBoolean() ? MillRegime.CHATTER : MillRegime.TOOL_BREAKAGE;
    double at = 2 + 6 * random.nextDouble();
    if (coming == MillRegime.NORMAL && anomalous) {
      coming = kind;
      anomalyAt = at;
    }
  }

  private void enter(MillState next, double seconds) {
    state = next;
    stateLeft += seconds;
  }

  private double gauss() {
    // sum of uniforms: cheap, bounded and the same on every platform
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += random.nextDouble();
    }
    return (sum - 3) * Math.sqrt(2);
  }
}

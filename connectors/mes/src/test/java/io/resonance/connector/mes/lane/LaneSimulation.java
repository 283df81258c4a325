package io.resonance.connector.mes.lane;

import io.resonance.connector.mes.lane.DeliveryLanes.LaneOptions;
import io.resonance.schema.v1.MesMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lanes with a virtual clock, a state that outlives them, and requests that a test answers. */
final class LaneSimulation implements LaneEffects {

  private final LaneOptions options;
  private final SplittableRandom random;
  private final Map<String, TreeMap<Long, MesMessage>> state = new HashMap<>();
  private final Map<String, MesMessage> underWay = new LinkedHashMap<>();
  private final List<String> posted = new ArrayList<>();
  private final Map<String, List<MesMessage>> settled = new HashMap<>();
  private final Map<String, Integer> made = new HashMap<>();
  private final TreeSet<Long> timers = new TreeSet<>();
  private DeliveryLanes lanes;
  private long now = 1_000_000;
  private long nextNumber;
  private boolean circuitOpen;
  private int recalled;

  LaneSimulation(LaneOptions options, long seed) {
    this.options = options;
    this.random = new SplittableRandom(seed);
    this.lanes = newLanes();
  }

  private DeliveryLanes newLanes() {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(60), random.split());
    return new DeliveryLanes(options, backoff, this);
  }

  void enqueue(String equipment, int count) {
    for (int n = 0; n < count; n++) {
      int index = made.merge(equipment, 1, Integer::sum) - 1;
      MesMessage message = message(equipment, equipment + "-" + index);
      long number = nextNumber++;
      state.computeIfAbsent(equipment, e -> new TreeMap<>()).put(number, message);
      lanes.enqueue(number, message, now);
    }
  }

  void answer(String equipment, Reply reply) {
    underWay.remove(equipment);
    lanes.answered(equipment, reply, now);
  }

  void advance(Duration time) {
    long until = now + time.toMillis();
    while (!timers.isEmpty() && timers.first() <= until) {
      now = Math.max(now, timers.pollFirst());
      lanes.wake(now);
    }
    now = until;
  }

  void advanceToNextTimer() {
    if (!timers.isEmpty()) {
      advance(Duration.ofMillis(Math.max(0, timers.first() - now)));
    }
  }

  /** The task fails; another one starts from the state, while requests and timers are gone. */
  void restart() {
    underWay.clear();
    timers.clear();
    circuitOpen = false;
    lanes = newLanes();
    state.forEach(
        (equipment, unsettled) ->
            lanes.restore(
                equipment, unsettled.keySet().stream().mapToLong(Long::longValue).toArray(), now));
  }

  List<String> underWay() {
    return underWay.values().stream().map(MesMessage::getBodId).toList();
  }

  List<String> equipmentsUnderWay() {
    return List.copyOf(underWay.keySet());
  }

  MesMessage underWayOf(String equipment) {
    return underWay.get(equipment);
  }

  List<String> posted() {
    return posted;
  }

  List<MesMessage> settled(String equipment) {
    return settled.getOrDefault(equipment, List.of());
  }

  int recalled() {
    return recalled;
  }

  boolean circuitOpen() {
    return circuitOpen;
  }

  boolean idle() {
    return lanes.queued() == 0;
  }

  @Override
  public void post(MesMessage message) {
    if (underWay.put(message.getEquipment(), message) != null) {
      throw new AssertionError("two requests under way for " + message.getEquipment());
    }
    if (underWay.size() > options.parallelRequests()) {
      throw new AssertionError("more requests than allowed: " + underWay.keySet());
    }
    posted.add(message.getBodId());
  }

  @Override
  public MesMessage recall(String equipment, long number) {
    recalled++;
    return state.get(equipment).get(number);
  }

  @Override
  public void postponed(long number, MesMessage message, Verdict verdict) {
    state.get(message.getEquipment()).put(number, message);
  }

  @Override
  public void settled(long number, MesMessage message) {
    state.get(message.getEquipment()).remove(number);
    settled.computeIfAbsent(message.getEquipment(), e -> new ArrayList<>()).add(message);
  }

  @Override
  public void wakeAt(long time) {
    timers.add(time);
  }

  @Override
  public void circuitOpened(String reason) {
    circuitOpen = true;
  }

  @Override
  public void circuitClosed() {
    circuitOpen = false;
  }

  private static MesMessage message(String equipment, String bodId) {
    return MesMessage.newBuilder()
        .setBodId(bodId)
        .setEquipment(equipment)
        .setHierarchyScope("Acme/Shenyang/" + equipment)
        .setVerb("Notify")
        .setNoun("OperationsEvent")
        .setContentType("application/xml")
        .setPayload("<x/>")
        .setRecordType("Violation")
        .setRecordId(bodId)
        .setCreatedAt(Instant.EPOCH)
        .build();
  }
}

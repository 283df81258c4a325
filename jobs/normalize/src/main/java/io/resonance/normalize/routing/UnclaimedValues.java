package io.resonance.normalize.routing;

import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of addresses that no equipment of the plant file claims. All of them are counted; each
 * address is listed once for each epoch of its endpoint, in the log and in a dead letter.
 */
public final class UnclaimedValues {

  private static final Logger LOG = LoggerFactory.getLogger(UnclaimedValues.class);

  /** Addresses remembered as listed, of one endpoint. */
  private static final int MOST_ADDRESSES = 100_000;

  /** What is said about addresses of one kind. */
  private record Words(String belongNowhere, String nextStep) {}

  private final String stage;
  private final Words words;
  private final Counter counter;
  private final Map<String, Listed> listedByEndpoint = new HashMap<>();
  private final Set<String> fresh = new TreeSet<>();

  private record Listed(long epoch, Set<String> addresses) {}

  /**
   * Starts with nothing listed.
   *
   * @param stage uid of the operator, for the letters
   * @param counter counts values
   */
  public UnclaimedValues(String stage, Counter counter) {
    this(
        stage,
        counter,
        new Words(
            "addresses belong to no equipment of the plant file; their values are not used",
            "Name them under `properties`, `devices` or `discover` of an equipment, or leave them out on the"
                + " machine's side."));
  }

  private UnclaimedValues(String stage, Counter counter, Words words) {
    this.stage = stage;
    this.counter = counter;
    this.words = words;
  }

  /** The same for conditions, whose addresses are those of their sources. */
  public static UnclaimedValues ofConditions(String stage, Counter counter) {
    return new UnclaimedValues(
        stage,
        counter,
        new Words(
            "sources of conditions belong to no equipment of the plant file; their conditions are"
                + " not used",
            "Name them under `conditions` of an equipment, or leave `source` out there to take all"
                + " conditions of the endpoint."));
  }

  /** A value of an address nobody claims. */
  public void value(Origin origin, String address) {
    counter.inc();
    address(origin, address);
  }

  /** An address nobody claims, known before its first value. */
  public void address(Origin origin, String address) {
    Listed listed = listedByEndpoint.get(origin.endpoint());
    if (listed == null || listed.epoch() != origin.epoch()) {
      listed = new Listed(origin.epoch(), new TreeSet<>());
      listedByEndpoint.put(origin.endpoint(), listed);
    }
    if (listed.addresses().size() < MOST_ADDRESSES && listed.addresses().add(address)) {
      fresh.add(address);
    }
  }

  /** The letter about addresses that are new since the last call; usually none. */
  public Optional<DeadLetter> letter(Origin origin) {
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    String list = String.join("\n", fresh);
    LOG.warn(
        "{}: {} {}: {}",
        origin.endpoint(),
        fresh.size(),
        words.belongNowhere(),
        fresh.stream().limit(20).toList());
    String name = stage + "|" + origin.endpoint() + "|" + origin.epoch() + "|" + list;
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setDeadLetterId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString())
            .setSource(origin.endpoint())
            .setStage(stage)
            .setReason(fresh.size() + " " + words.belongNowhere())
            .setNextStep(words.nextStep())
            .setContentType("text/plain; charset=utf-8")
            .setPayload(ByteBuffer.wrap(list.getBytes(StandardCharsets.UTF_8)))
            .setOccurredAt(Instant.now())
            .build();
    fresh.clear();
    return Optional.of(letter);
  }
}

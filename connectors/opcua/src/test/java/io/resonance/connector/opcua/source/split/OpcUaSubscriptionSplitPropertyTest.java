package io.resonance.connector.opcua.source.split;

import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.connector.opcua.source.ConditionEvents;
import io.resonance.connector.opcua.source.OpcUaGapReason;
import io.resonance.connector.opcua.source.OpcUaItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds of the bytes of every split, wherever it stands. */
class OpcUaSubscriptionSplitPropertyTest {

  private final OpcUaSubscriptionSplitSerializer serializer =
      new OpcUaSubscriptionSplitSerializer();

  @Property(tries = 500)
  void everySplitIsReadAsItWasWritten(@ForAll("splits") OpcUaSubscriptionSplit split)
      throws IOException {
    OpcUaSubscriptionSplit read =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(split));

    assertThat(read).isEqualTo(split).hasSameHashCodeAs(split);
    assertThat(serializer.serialize(read)).isEqualTo(serializer.serialize(split));
    // the reader goes on from its own state, which must not change anything
    assertThat(new OpcUaSubscriptionSplitState(read).toSplit()).isEqualTo(split);
  }

  @Property(tries = 500)
  void everyPartOfASplitIsRefused(
      @ForAll("splits") OpcUaSubscriptionSplit split,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double part)
      throws IOException {
    byte[] whole = serializer.serialize(split);
    byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));

    assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion(), cut))
        .isInstanceOf(IOException.class);
  }

  @Provide
  Arbitrary<OpcUaSubscriptionSplit> splits() {
    return items()
        .list()
        .ofMaxSize(8)
        .flatMap(
            items ->
                Combinators.combine(
                        texts(),
                        integers().greaterOrEqual(0),
                        latest(items.size()),
                        integers().between(0, 7).set(),
                        positions())
                    .as(
                        (endpoint, index, latest, refused, position) ->
                            new OpcUaSubscriptionSplit(
                                endpoint, index, items, latest, bits(refused), position)));
  }

  /** After some values, of histories and live, of times that are often the same. */
  private static Arbitrary<LatestValues> latest(int items) {
    if (items == 0) {
      return Arbitraries.just(LatestValues.none(0));
    }
    return Combinators.combine(
            integers().between(0, items - 1),
            Arbitraries.oneOf(longs(), longs().between(1, 2)),
            integers(),
            Arbitraries.of(true, false))
        .as(
            (item, time, content, live) ->
                (Consumer<LatestValues>)
                    latest -> {
                      if (live) {
                        latest.live(item, time, content);
                      } else {
                        latest.fromHistory(item, time, content);
                      }
                    })
        .list()
        .ofMaxSize(60)
        .map(
            values -> {
              LatestValues latest = LatestValues.none(items);
              values.forEach(value -> value.accept(latest));
              return latest;
            });
  }

  private static BitSet bits(Set<Integer> indexes) {
    BitSet bits = new BitSet();
    indexes.forEach(bits::set);
    return bits;
  }

  private static Arbitrary<SplitItem> items() {
    Arbitrary<OpcUaItem> items =
        Combinators.combine(texts(), longs().greaterOrEqual(0).injectNull(0.5), texts())
            .as(
                (name, sampling, path) -> {
                  OpcUaItem item = OpcUaItem.of("nsu=u;s=-" + name).at(path);
                  return sampling == null ? item : item.sampledEvery(Duration.ofNanos(sampling));
                });
    Arbitrary<SplitItem.Origin> origins =
        Arbitraries.oneOf(
            Arbitraries.just(new SplitItem.Origin.Configured()),
            Combinators.combine(texts(), texts()).as(SplitItem.Origin.Found::new));
    return Combinators.combine(items, texts(), texts(), origins).as(SplitItem::new);
  }

  private static Arbitrary<SplitPosition> positions() {
    Arbitrary<ServerRun> runs =
        Combinators.combine(texts(), numbers(), integers()).as(ServerRun::new);
    Arbitrary<OpenGap> gaps =
        Combinators.combine(
                texts(),
                Arbitraries.of(OpcUaGapReason.class),
                numbers(),
                Arbitraries.of(OpenGap.Recovery.class))
            .as(OpenGap::new);
    return Combinators.combine(
            runs, numbers(), numbers(), longs(), longs(), gaps.optional(), conditions())
        .as(SplitPosition::new);
  }

  private static Arbitrary<ConditionsPosition> conditions() {
    Arbitrary<ConditionsPosition.Known> known =
        Combinators.combine(texts(), integers().between(-1, 3), Arbitraries.of(true, false))
            .as(
                (id, notifier, seen) ->
                    new ConditionsPosition.Known(
                        ConditionEvents.alarm(id, "0a", seen, !seen, 1, 2), notifier, seen));
    Arbitrary<Set<Integer>> notifiers = integers().between(0, 3).set();
    return Combinators.combine(
            texts().list().ofMaxSize(4), known.list().ofMaxSize(3), notifiers, notifiers, numbers())
        .as(ConditionsPosition::new);
  }

  private static Arbitrary<OptionalLong> numbers() {
    return longs()
        .optional()
        .map(n -> n.isPresent() ? OptionalLong.of(n.get()) : OptionalLong.empty());
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(12),
        Arbitraries.of("", "\uD83D\uDE00", "/Objects/nsu=u;Öl"));
  }
}

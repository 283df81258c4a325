package io.resonance.connector.opcua.source;

import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.longs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What holds of the bytes of every batch, whatever is in it. */
class OpcUaBatchPropertyTest {

  private static final List<String> NODES =
      List.of("nsu=u;s=a", "nsu=u;i=7", "nsu=ü;s=ß\u0000", "nsu=u;b=AQ==");

  /** One value, as its columns will have it. */
  private record Value(
      int item, byte kind, long bits, Object object, int status, long source, long server) {}

  @Property(tries = 300)
  void everyBatchIsReadAsItWasWritten(@ForAll("batches") OpcUaBatch batch) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(write(batch));

    OpcUaBatch read = OpcUaBatchSerializer.INSTANCE.deserialize(in);

    assertThat(read).isEqualTo(batch).hasSameHashCodeAs(batch);
    assertThat(in.available()).isZero();
    assertThat(write(read)).isEqualTo(write(batch));
  }

  @Property(tries = 300)
  void everyPartOfABatchIsRefused(
      @ForAll("batches") OpcUaBatch batch,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double part)
      throws IOException {
    byte[] whole = write(batch);
    byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));

    assertThatThrownBy(
            () -> OpcUaBatchSerializer.INSTANCE.deserialize(new DataInputDeserializer(cut)))
        .isInstanceOf(IOException.class);
  }

  private static byte[] write(OpcUaBatch batch) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    OpcUaBatchSerializer.INSTANCE.serialize(batch, out);
    return out.getCopyOfBuffer();
  }

  @Provide
  Arbitrary<OpcUaBatch> batches() {
    return Combinators.combine(
            columns(),
            longs().greaterOrEqual(0),
            longs().between(0, 4_294_967_295L),
            gaps().list().ofMaxSize(3),
            texts().list().ofSize(NODES.size()),
            Arbitraries.of(true, false))
        .as(
            (columns, epoch, sequence, gaps, paths, backfilled) -> {
              OpcUaBatchBuilder batch =
                  OpcUaBatch.builder("mill", 3, NODES)
                      .at(epoch, sequence)
                      .values(columns)
                      .gaps(gaps)
                      .browsePaths(paths);
              return backfilled ? batch.fromHistory().build() : batch.build();
            });
  }

  private static Arbitrary<OpcUaColumns> columns() {
    return Combinators.combine(values().list().ofMaxSize(40), integers().between(0, 9_999).list())
        .as(
            (values, picoseconds) -> {
              OpcUaColumns columns = new OpcUaColumns(0);
              for (Value v : values) {
                if (v.object == null) {
                  columns.add(v.item, v.kind, v.bits, v.status, v.source, v.server);
                } else {
                  columns.addObject(v.item, v.kind, v.object, v.status, v.source, v.server);
                }
                if (columns.size() <= picoseconds.size()) {
                  int units = picoseconds.get(columns.size() - 1);
                  columns.picoseconds(units, 9_999 - units);
                }
              }
              return columns;
            });
  }

  private static Arbitrary<Value> values() {
    return Arbitraries.oneOf(
        scalars(OpcUaValueKind.NULL),
        Arbitraries.bytes()
            .between(OpcUaValueKind.BOOLEAN, OpcUaValueKind.STRUCTURE)
            .flatMap(kind -> Arbitraries.oneOf(scalars(kind), arrays(kind), matrices(kind))));
  }

  private static Arbitrary<Value> scalars(byte kind) {
    if (OpcUaValueKind.isObject(kind)) {
      return values(kind, Arbitraries.just(0L), objects(kind).injectNull(0.2));
    }
    Arbitrary<Long> bits = kind == OpcUaValueKind.NULL ? Arbitraries.just(0L) : longs();
    return values(kind, bits, Arbitraries.just(null));
  }

  private static Arbitrary<Value> arrays(byte kind) {
    return values(
        (byte) (OpcUaValueKind.ARRAY | kind),
        Arbitraries.just(0L),
        elements(kind, 0, 6).injectNull(0.2));
  }

  private static Arbitrary<Value> matrices(byte kind) {
    return values(
        (byte) (OpcUaValueKind.ARRAY | OpcUaValueKind.MATRIX | kind),
        Arbitraries.just(0L),
        elements(kind, 6, 6).map(six -> new OpcUaMatrix(List.of(3, 2), six)));
  }

  private static Arbitrary<Value> values(
      byte kind, Arbitrary<Long> bits, Arbitrary<? extends Object> objects) {
    Arbitrary<Long> times = longs().injectDuplicates(0.1).edgeCases(e -> e.add(OpcUaBatch.ABSENT));
    return Combinators.combine(
            integers().between(0, NODES.size() - 1), bits, objects, integers(), times, times)
        .as(
            (item, bit, object, status, source, server) ->
                new Value(item, kind, bit, object, status, source, server));
  }

  private static Arbitrary<Object> elements(byte kind, int least, int most) {
    return OpcUaValueKind.isObject(kind)
        ? objects(kind)
            .injectNull(0.2)
            .array(Object[].class)
            .ofMinSize(least)
            .ofMaxSize(most)
            .map(all -> all)
        : longs().array(long[].class).ofMinSize(least).ofMaxSize(most).map(all -> all);
  }

  private static Arbitrary<Object> objects(byte kind) {
    return switch (kind) {
      case OpcUaValueKind.BYTE_STRING ->
          Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(bytes -> bytes);
      case OpcUaValueKind.LOCALIZED_TEXT ->
          Combinators.combine(texts(), texts()).as(OpcUaLocalizedText::new);
      case OpcUaValueKind.EXTENSION_OBJECT ->
          Combinators.combine(texts(), Arbitraries.bytes().array(byte[].class).ofMaxSize(9))
              .as((text, body) -> new OpcUaUndecoded("nsu=u;i=1", text, body));
      default -> texts().map(text -> text);
    };
  }

  /** Unicode that UTF-8 can hold, beyond 16 bits too. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(12),
        Arbitraries.of("", "\uD83D\uDE00", "nsu=u;Öl/Temperatur"));
  }

  private static Arbitrary<OpcUaGap> gaps() {
    Arbitrary<OptionalLong> numbers =
        longs().map(OptionalLong::of).injectDuplicates(0.1).injectNull(0.3).map(n -> orEmpty(n));
    return Combinators.combine(
            Arbitraries.of(OpcUaGapReason.class),
            Arbitraries.subsetOf(NODES).map(List::copyOf),
            numbers,
            numbers,
            numbers,
            Arbitraries.of(OpcUaGap.Phase.class),
            longs())
        .as(
            (reason, nodes, from, to, count, phase, recovered) ->
                new OpcUaGap("g", reason, nodes, from, to, count, phase, recovered));
  }

  private static OptionalLong orEmpty(OptionalLong number) {
    return number == null ? OptionalLong.empty() : number;
  }
}

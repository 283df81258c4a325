package io.resonance.testbed.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.resonance.schema.kafka.Topic;
import io.resonance.schema.v1.EquipmentPropertyValues;
import io.resonance.schema.v1.PropertyValue;
import io.resonance.schema.v1.Protocol;
import io.resonance.schema.v1.Quality;
import io.resonance.schema.v1.SourceReference;
import io.resonance.schema.v1.ValueType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedOrderTest {

  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");

  private final ReceivedOrder order = new ReceivedOrder();

  @Test
  void findsAValueThatComesAfterALaterOneOfItsNodeAlsoInANewSubscription() {
    note(opcUa(1), value("a", 1, 10));
    note(opcUa(2), value("a", 1, 12));
    note(opcUa(2), value("b", 1, 11));
    assertThat(order.inversions()).isEmpty();
    note(opcUa(2), value("a", 2, 11));
    assertThat(order.inversions()).singleElement().asString().contains("mill", " a: ");
  }

  @Test
  void goesBySequenceNumbersOfAnAgentWhichBeginAnewWhenItRestarts() {
    note(agent(1), value("x", 7, 10));
    note(agent(2), value("x", 1, 11));
    note(agent(2), value("x", 3, 11));
    assertThat(order.inversions()).isEmpty();
    note(agent(2), value("x", 2, 12));
    assertThat(order.inversions()).hasSize(1);
  }

  @Test
  void leavesOutWhatWasFilledInLater() {
    note(opcUa(1), value("a", 1, 10));
    PropertyValue late = value("a", 1, 5);
    late.setBackfilled(true);
    note(opcUa(1), late);
    assertThat(order.inversions()).isEmpty();
  }

  @Test
  void knowsTheNewestValueOfAnEndpoint() {
    assertThat(order.newestFrom("mill")).isEmpty();
    note(opcUa(1), value("a", 1, 10));
    note(opcUa(1), value("b", 1, 8));
    assertThat(order.newestFrom("mill")).contains(START.plusSeconds(10));
  }

  private static SourceReference opcUa(long epoch) {
    return new SourceReference(Protocol.OPC_UA, "mill", epoch);
  }

  private static SourceReference agent(long instanceId) {
    return new SourceReference(Protocol.MTCONNECT, "lathe", instanceId);
  }

  private static PropertyValue value(String address, long sequence, int second) {
    return PropertyValue.newBuilder()
        .setProperty("x:any")
        .setAddress(address)
        .setSequence(sequence)
        .setSourceTimestamp(START.plusSeconds(second))
        .setValueType(ValueType.DOUBLE)
        .setDoubleValue(1.0)
        .setQuality(Quality.GOOD)
        .build();
  }

  private void note(SourceReference source, PropertyValue value) {
    order.note(
        Topic.VALUES,
        EquipmentPropertyValues.newBuilder()
            .setEquipment("M")
            .setHierarchyScope("Acme")
            .setSource(source)
            .setProfile("mdr-profile-0.1")
            .setProfileHash("00")
            .setValues(List.of(value))
            .build());
  }
}

package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaItemDescription;
import io.resonance.connector.opcua.source.OpcUaRange;
import io.resonance.connector.opcua.source.OpcUaUnit;
import io.resonance.normalize.routing.Target;
import io.resonance.schema.batch.PropertyFacts;
import io.resonance.schema.batch.PropertyKey;
import io.resonance.schema.batch.ValueRange;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.Unit;
import java.util.Optional;

/** What a server says about an item, as facts of the property it is mapped to. */
final class OpcUaFacts {

  private final Profile profile;

  OpcUaFacts(Profile profile) {
    this.profile = profile;
  }

  PropertyFacts of(Target target, OpcUaItemDescription description) {
    PropertyKey key = target.key();
    String unit =
        key.nativeUnit().isEmpty()
            ? description.unit().map(this::spelling).orElse("")
            : key.nativeUnit(); // the plant file's word counts more than the server's
    return new PropertyFacts(
        new PropertyKey(key.property(), key.address(), "", unit),
        description.displayName(),
        range(description.euRange()),
        range(description.instrumentRange()),
        description.enumTexts(),
        1);
  }

  /** The Rec 20 code by the unitId or by what is printed beside the value, else what is printed. */
  private String spelling(OpcUaUnit unit) {
    if (profile.unitOfCode(unit.code()).isPresent() || unit.displayName().isBlank()) {
      return unit.code();
    }
    return profile.unitOfSymbol(unit.displayName()).map(Unit::code).orElse(unit.displayName());
  }

  private static ValueRange range(Optional<OpcUaRange> range) {
    // low = high = 0 is what servers send whose range was never set
    return range
        .filter(known -> known.low() < known.high())
        .map(known -> new ValueRange(known.low(), known.high()))
        .orElse(ValueRange.UNBOUNDED);
  }
}

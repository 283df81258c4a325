package io.resonance.normalize.mtconnect;

import io.resonance.connector.mtconnect.source.MtConnectCategory;
import io.resonance.connector.mtconnect.source.MtConnectDataItem;
import io.resonance.connector.mtconnect.source.MtConnectDataItemDescription;
import io.resonance.schema.profile.Profile;
import io.resonance.schema.profile.PropertyTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a data item is named by.
 *
 * @param id dataItemId
 * @param name name attribute; empty where it has none
 * @param type type in upper case, as in a Devices document; empty where it gets no term
 * @param subType subType; empty where it has none
 * @param unit unit of the values in the stream; empty where they have none
 * @param components element names of the components around it
 * @param component name of the innermost component; empty where it lies in the device itself
 * @param deviceName name of its device
 * @param deviceUuid uuid of its device
 */
record ItemName(
    String id,
    String name,
    String type,
    String subType,
    String unit,
    List<String> components,
    String component,
    String deviceName,
    String deviceUuid) {

  static ItemName of(MtConnectDataItemDescription item) {
    List<String> components = new ArrayList<>();
    String innermost = "";
    for (String step : item.componentPath().split("/", -1)) {
      int bracket = step.indexOf('[');
      components.add(bracket < 0 ? step : step.substring(0, bracket));
      innermost = bracket < 0 ? step : step.substring(bracket + 1, step.length() - 1);
    }
    // agents convert to units; without them the values are what the machine gave
    String unit = item.units().isEmpty() ? item.nativeUnits() : item.units();
    return new ItemName(
        item.dataItemId(),
        item.name(),
        termType(item.type(), item.statistic(), item.category()),
        item.subType(),
        unit,
        components,
        innermost,
        item.deviceName(),
        item.deviceUuid());
  }

  /** Of an item that no probe described; its unit is not known. */
  static ItemName of(MtConnectDataItem item) {
    return new ItemName(
        item.dataItemId(),
        item.name(),
        termType(upperCase(withoutRepresentation(item)), item.statistic(), item.category()),
        item.subType(),
        "",
        List.of(item.component()),
        item.componentId(),
        item.deviceName(),
        item.deviceUuid());
  }

  /** The property, which no other item of the equipment has; it is taken from now on. */
  String property(Profile profile, Set<String> taken) {
    String own = "x:" + (name.isEmpty() ? id : name);
    Optional<PropertyTerm> term =
        profile.mtConnectTerm(type, subType, components).flatMap(profile::term);
    List<String> candidates = new ArrayList<>();
    if (term.isPresent()) {
      if (!term.get().qualified()) {
        candidates.add(term.get().name());
      }
      if (!component.isEmpty()) {
        candidates.add(term.get().of(component));
      }
      candidates.add(term.get().of(name.isEmpty() ? id : name));
      candidates.add(term.get().of(id));
    } else {
      candidates.add(own);
      candidates.add("x:" + id);
    }
    for (String candidate : candidates) {
      if (taken.add(candidate)) {
        return candidate;
      }
    }
    return own;
  }

  /**
   * Why the item gets no term of the profile; empty where it gets one, and for conditions, which
   * need none.
   */
  static Optional<String> whyUnmapped(Profile profile, MtConnectDataItemDescription item) {
    ItemName name = of(item);
    if (item.category() == MtConnectCategory.CONDITION
        || profile.mtConnectTerm(name.type, name.subType, name.components).isPresent()) {
      return Optional.empty();
    }
    if (!item.statistic().isEmpty()) {
      return Optional.of("its %s is not the quantity itself".formatted(item.statistic()));
    }
    if (item.type().indexOf(':') >= 0) {
      return Optional.of("%s is a type of a vendor".formatted(item.type()));
    }
    return Optional.of(
        "the profile has no term for %s%s"
            .formatted(item.type(), item.subType().isEmpty() ? "" : " " + item.subType()));
  }

  /** In a stream the representation follows the type: VariableDataSet, LoadTimeSeries. */
  private static String withoutRepresentation(MtConnectDataItem item) {
    for (String representation : List.of("DataSet", "Table", "TimeSeries", "Discrete")) {
      if (item.type().endsWith(representation) && item.type().length() > representation.length()) {
        return item.type().substring(0, item.type().length() - representation.length());
      }
    }
    return item.type();
  }

  /** An average or maximum is not the quantity itself, so it gets no term. */
  private static String termType(String type, String statistic, MtConnectCategory category) {
    return statistic.isEmpty() && category != MtConnectCategory.CONDITION ? type : "";
  }

  /**
   * The element name of an observation as the type of its data item: SpindleSpeed, SPINDLE_SPEED.
   */
  private static String upperCase(String element) {
    return element.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(java.util.Locale.ROOT);
  }
}

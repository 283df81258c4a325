package io.resonance.testbed.mtconnect.lathe;

import java.util.function.Function;

/** The DataItems of the {@link Lathe}, with their place in the component tree and their units. */
enum LatheSignal {
  AVAILABILITY("Device", "device", "EVENT", "AVAILABILITY", "avail", "", ""),
  SPINDLE_SPEED("Rotary", "C", "SAMPLE", "ROTARY_VELOCITY", "speed", "ACTUAL", "REVOLUTION/MINUTE"),
  SPINDLE_TEMPERATURE("Rotary", "C", "SAMPLE", "TEMPERATURE", "temperature", "", "CELSIUS"),
  SPINDLE_TEMPERATURE_CONDITION("Rotary", "C", "CONDITION", "TEMPERATURE", "tempcond", "", ""),
  X_POSITION("Linear", "X", "SAMPLE", "POSITION", "xpos", "ACTUAL", "MILLIMETER"),
  X_LOAD("Linear", "X", "SAMPLE", "LOAD", "xload", "", "PERCENT"),
  Z_POSITION("Linear", "Z", "SAMPLE", "POSITION", "zpos", "ACTUAL", "MILLIMETER"),
  EMERGENCY_STOP("Controller", "controller", "EVENT", "EMERGENCY_STOP", "estop", "", ""),
  LOGIC("Controller", "controller", "CONDITION", "LOGIC_PROGRAM", "logic", "", ""),
  FEEDRATE("Path", "path", "SAMPLE", "PATH_FEEDRATE", "feedrate", "ACTUAL", "MILLIMETER/SECOND"),
  PROGRAM("Path", "path", "EVENT", "PROGRAM", "program", "", ""),
  EXECUTION("Path", "path", "EVENT", "EXECUTION", "execution", "", ""),
  CONTROLLER_MODE("Path", "path", "EVENT", "CONTROLLER_MODE", "mode", "", ""),
  PART_COUNT("Path", "path", "EVENT", "PART_COUNT", "partcount", "ALL", ""),
  COOLANT("Coolant", "coolant", "CONDITION", "TEMPERATURE", "coolantcond", "", "");

  private final String component;
  private final String componentName;
  private final String category;
  private final String type;
  private final String dataItemName;
  private final String subType;
  private final String units;

  LatheSignal(
      String component,
      String componentName,
      String category,
      String type,
      String dataItemName,
      String subType,
      String units) {
    this.component = component;
    this.componentName = componentName;
    this.category = category;
    this.type = type;
    this.dataItemName = dataItemName;
    this.subType = subType;
    this.units = units;
  }

  String component() {
    return component;
  }

  String componentName() {
    return componentName;
  }

  String category() {
    return category;
  }

  String type() {
    return type;
  }

  String dataItemName() {
    return dataItemName;
  }

  String subTypeAttribute() {
    return subType.isEmpty() ? "" : " subType=\"" + subType + "\"";
  }

  String section() {
    return switch (category) {
      case "SAMPLE" -> "Samples";
      case "EVENT" -> "Events";
      default -> "Condition";
    };
  }

  /** Name of the observation's element: ROTARY_VELOCITY is written RotaryVelocity. */
  String element() {
    StringBuilder name = new StringBuilder();
    for (String word : type.split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return name.toString();
  }

  static void writeComponents(
      StringBuilder xml, Function<LatheSignal, String> id, Function<LatheSignal, String> owner) {
    dataItems(xml, "device", "      ", id);
    xml.append("      <Components>\n        <Axes id=\"axes\"><Components>\n");
    component(xml, SPINDLE_SPEED, id, owner);
    component(xml, X_POSITION, id, owner);
    component(xml, Z_POSITION, id, owner);
    xml.append("        </Components></Axes>\n        <Controller id=\"")
        .append(owner.apply(LOGIC))
        .append("\" name=\"controller\">\n");
    dataItems(xml, "controller", "          ", id);
    xml.append("        <Components>\n");
    component(xml, FEEDRATE, id, owner);
    xml.append(
        "        </Components></Controller>\n        <Systems id=\"systems\"><Components>\n");
    component(xml, COOLANT, id, owner);
    xml.append("        </Components></Systems>\n      </Components>\n");
  }

  private static void component(
      StringBuilder xml,
      LatheSignal any,
      Function<LatheSignal, String> id,
      Function<LatheSignal, String> owner) {
    xml.append("          <").append(any.component).append(" id=\"").append(owner.apply(any));
    xml.append("\" name=\"").append(any.componentName).append("\">\n");
    dataItems(xml, any.componentName, "            ", id);
    xml.append("          </").append(any.component).append(">\n");
  }

  private static void dataItems(
      StringBuilder xml, String componentName, String indent, Function<LatheSignal, String> id) {
    xml.append(indent).append("<DataItems>\n");
    for (LatheSignal each : values()) {
      if (each.componentName.equals(componentName)) {
        xml.append(indent).append("  <DataItem category=\"").append(each.category);
        xml.append("\" id=\"").append(id.apply(each)).append("\" name=\"");
        xml.append(each.dataItemName).append("\" type=\"").append(each.type).append('"');
        xml.append(each.subTypeAttribute());
        if (!each.units.isEmpty()) {
          xml.append(" units=\"").append(each.units).append("\" nativeUnits=\"");
          xml.append(each.nativeUnits()).append('"');
        }
        xml.append(each == X_LOAD ? RANGE_OF_LOAD : "/>\n");
      }
    }
    xml.append(indent).append("</DataItems>\n");
  }

  private static final String RANGE_OF_LOAD =
      "><Constraints><Minimum>0</Minimum><Maximum>100</Maximum></Constraints></DataItem>\n";

  private String nativeUnits() {
    return this == FEEDRATE ? "MILLIMETER/MINUTE" : units;
  }
}

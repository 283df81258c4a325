package io.resonance.infer.window;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keyed state: everything the models watching one equipment remember of it. */
final class EquipmentWindows {

  String hierarchyScope;
  final DeclaredGaps gaps;
  final DeviceHealth health;
  final Map<String, ModelBuffer> buffers = new LinkedHashMap<>();

  EquipmentWindows(String hierarchyScope, DeclaredGaps gaps, DeviceHealth health) {
    this.hierarchyScope = hierarchyScope;
    this.gaps = gaps;
    this.health = health;
  }

  static EquipmentWindows of(String hierarchyScope) {
    return new EquipmentWindows(hierarchyScope, new DeclaredGaps(), new DeviceHealth());
  }

  EquipmentWindows copy() {
    EquipmentWindows copy = new EquipmentWindows(hierarchyScope, gaps.copy(), health.copy());
    buffers.forEach((model, buffer) -> copy.buffers.put(model, buffer.copy()));
    return copy;
  }
}

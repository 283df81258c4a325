package io.resonance.infer.window;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keyed state: everything the models watching one equipment remember of it. */
final class EquipmentWindows {

  String hierarchyScope;
  final DeclaredGaps gaps;
  final Map<String, ModelBuffer> buffers = new LinkedHashMap<>();

  EquipmentWindows(String hierarchyScope, DeclaredGaps gaps) {
    this.hierarchyScope = hierarchyScope;
    this.gaps = gaps;
  }

  EquipmentWindows copy() {
    EquipmentWindows copy = new EquipmentWindows(hierarchyScope, gaps.copy());
    buffers.forEach((model, buffer) -> copy.buffers.put(model, buffer.copy()));
    return copy;
  }
}

package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * An AI model and where it is used.
 *
 * @param packageFolder folder with {@code model.yaml} and the ONNX file
 * @param sha256 SHA-256 of the ONNX file, lower-case hex, as the plant approved it
 * @param equipment ids of the equipment it watches
 */
public record ModelUse(String id, String packageFolder, String sha256, List<String> equipment)
    implements Serializable {

  public ModelUse {
    equipment = List.copyOf(equipment);
  }
}

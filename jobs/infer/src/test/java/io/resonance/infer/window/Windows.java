package io.resonance.infer.window;

import io.resonance.schema.batch.Origin;
import io.resonance.schema.v1.Protocol;
import java.util.List;

/** Complete windows for tests of what comes after. */
public final class Windows {

  private Windows() {}

  /** A window that may go to the model. */
  public static ModelWindow passed(String model, String equipment, long start, float... values) {
    return of(model, equipment, start, new Verdict.Passed(), values);
  }

  /** A window that may not. */
  public static ModelWindow refused(String model, String equipment, long start, String code) {
    return of(model, equipment, start, new Verdict.Refused(code, "Because."));
  }

  /** The same window as a correction. */
  public static ModelWindow revised(ModelWindow window, int revision) {
    var extent = window.extent();
    return new ModelWindow(
        window.model(),
        new ModelWindow.Subject(window.equipment(), window.hierarchyScope()),
        new ModelWindow.Extent(
            extent.start(),
            extent.end(),
            extent.qualityRatio(),
            extent.gaps(),
            extent.completedAt(),
            revision),
        window.values(),
        window.verdict(),
        window.inputs());
  }

  private static ModelWindow of(
      String model, String equipment, long start, Verdict verdict, float... values) {
    return new ModelWindow(
        model,
        new ModelWindow.Subject(equipment, "Acme/Shenyang/" + equipment),
        new ModelWindow.Extent(start, start + 800_000_000, 1, 0, 0, 0),
        values,
        verdict,
        List.of(
            new InputSpan(
                "vibration",
                new ValueSource("address", new Origin(Protocol.OPC_UA, "server", 1)),
                1,
                8,
                start,
                start + 700_000_000,
                8)));
  }
}

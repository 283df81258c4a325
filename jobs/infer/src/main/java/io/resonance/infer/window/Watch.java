package io.resonance.infer.window;

import io.resonance.infer.session.Handshake;
import io.resonance.infer.session.Probe;
import io.resonance.infer.session.SessionRecords;
import io.resonance.schema.batch.EquipmentBatch;
import io.resonance.schema.v1.SessionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One model and one equipment it watches. */
final class Watch {

  final WatchedModel model;
  final Handshake handshake;

  /** Where the session is kept among those of the equipment. */
  final String sessionKey;

  /** Whether the handshake came to its good end; kept in the state, here only so as not to ask. */
  boolean isAccepted;

  private final String[] offeredUnits;
  private InputPlan plan;

  Watch(WatchedModel model, Handshake handshake) {
    this.model = model;
    this.handshake = handshake;
    this.sessionKey = SessionRecords.versionKey(handshake.model());
    this.offeredUnits = new String[model.spec.input().channels().size()];
  }

  InputPlan planFor(EquipmentBatch batch) {
    if (plan == null || !plan.fits(batch)) {
      plan = new InputPlan(batch, model, model.units);
      for (int key = 0; key < batch.keyCount(); key++) {
        if (plan.isInput(key)) {
          offeredUnits[plan.input(key)] = batch.key(key).unit();
        }
      }
    }
    return plan;
  }

  /** What a window showed of the inputs. */
  Probe probe(ModelWindow window) {
    String[] addresses = new String[offeredUnits.length];
    int[] samples = new int[offeredUnits.length];
    for (InputSpan span : window.inputs()) {
      int input = model.inputOf(span.property());
      addresses[input] = span.source().address();
      samples[input] += span.samples();
    }
    List<Probe.Input> inputs = new ArrayList<>();
    for (int input = 0; input < samples.length; input++) {
      inputs.add(
          new Probe.Input(
              Optional.ofNullable(addresses[input]),
              Optional.ofNullable(offeredUnits[input]),
              samples[input]));
    }
    return new Probe(inputs, window.extent().qualityRatio());
  }

  /** The window as it may go on: a model whose versions do not fit is not asked. */
  ModelWindow admitted(ModelWindow window) {
    List<SessionReason> reasons = handshake.versionReasons();
    return reasons.isEmpty()
        ? window
        : window.refused(new Verdict.Refused(reasons.get(0).getCode(), reasons.get(0).getDetail()));
  }
}

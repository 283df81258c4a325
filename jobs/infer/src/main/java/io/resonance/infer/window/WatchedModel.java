package io.resonance.infer.window;

import io.resonance.infer.model.InputUnits;
import io.resonance.infer.model.ModelInput;
import io.resonance.infer.model.ModelSpec;
import io.resonance.infer.model.WindowSpec;
import io.resonance.infer.window.ModelWindow.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One model inside {@code infer-window}: its spec and the tools that make its windows. */
final class WatchedModel {

  final ModelSpec spec;
  final String layout;
  final int mostBlocks;
  final InputUnits units;
  private final WindowAssembler assembler;
  private final Gate gate;
  private final int[] samples;

  /**
   * @param aheadNanos how much time beyond the open window may be buffered
   * @param units to the units the model was trained in
   */
  WatchedModel(ModelSpec spec, long aheadNanos, InputUnits units) {
    this.spec = spec;
    this.units = units;
    this.layout = spec.layout();
    this.assembler = new WindowAssembler(spec);
    this.gate = new Gate(spec);
    this.samples = new int[spec.input().channels().size()];
    WindowSpec window = spec.window();
    long ticks = window.length() + (aheadNanos + window.latenessNanos()) / window.periodNanos();
    this.mostBlocks = (int) Math.min(1 << 20, ticks / window.blockTicks() + 2);
  }

  String id() {
    return spec.identity().id();
  }

  /** Index of an input in the tensor, or the number of inputs where the model does not use it. */
  int inputOf(String property) {
    List<ModelInput> channels = spec.input().channels();
    for (int input = 0; input < channels.size(); input++) {
      if (channels.get(input).property().equals(property)) {
        return input;
      }
    }
    return channels.size();
  }

  /** The buffer's next window, complete and judged, for the first time. */
  ModelWindow complete(
      EquipmentWindows equipment, ModelBuffer buffer, ModelWindow.Subject subject, long nowMicros) {
    long window = buffer.nextWindow;
    AssembledWindow assembled = assembler.assemble(equipment, buffer, window);
    List<InputSpan> provenance = provenance(buffer, window);
    int revision = 0;
    if (spec.window().latenessNanos() > 0) {
      revision = Math.max(0, buffer.issued.revise(window, assembled.print(provenance)));
    }
    return judged(assembled, provenance, subject, new Issue(window, revision, nowMicros));
  }

  /**
   * A closed window again, where it is another one now; for the first time, where nothing was known
   * of it before.
   */
  Optional<ModelWindow> corrected(
      EquipmentWindows equipment,
      ModelBuffer buffer,
      long window,
      ModelWindow.Subject subject,
      long nowMicros) {
    AssembledWindow assembled = assembler.assemble(equipment, buffer, window);
    if (assembled.present == 0) {
      return Optional.empty();
    }
    List<InputSpan> provenance = provenance(buffer, window);
    int revision = buffer.issued.revise(window, assembled.print(provenance));
    return revision == IssuedWindows.UNCHANGED
        ? Optional.empty()
        : Optional.of(
            judged(assembled, provenance, subject, new Issue(window, revision, nowMicros)));
  }

  private record Issue(long window, int revision, long nowMicros) {}

  private ModelWindow judged(
      AssembledWindow assembled,
      List<InputSpan> provenance,
      ModelWindow.Subject subject,
      Issue issue) {
    long end = spec.window().endOf(issue.window());
    Verdict verdict = gate.judge(assembled, samples, end);
    Extent extent =
        new Extent(
            spec.window().startOf(issue.window()),
            end,
            gate.ratio(assembled),
            assembled.gaps,
            issue.nowMicros(),
            issue.revision());
    float[] values = verdict instanceof Verdict.Passed ? assembled.values : new float[0];
    return new ModelWindow(id(), subject, extent, values, verdict, provenance);
  }

  /** Merges the spans of the window's blocks and counts the samples per input on the way. */
  private List<InputSpan> provenance(ModelBuffer buffer, long window) {
    int ticks = spec.window().blockTicks();
    long firstBlock = spec.window().firstBlockOf(window);
    long endBlock = firstBlock + spec.window().length() / ticks;
    int from = buffer.firstFrom(firstBlock);
    List<InputSpan> result = new ArrayList<>(samples.length);
    for (int input = 0; input < samples.length; input++) {
      samples[input] = 0;
      List<Span> merged = new ArrayList<>(1);
      for (int at = from; at < buffer.blockCount(); at++) {
        Block block = buffer.block(at);
        if (block.index >= endBlock) {
          break;
        }
        for (Span span = block.spans[input]; span != null; span = span.next) {
          merge(merged, span);
        }
      }
      String property = spec.input().channels().get(input).property();
      for (Span span : merged) {
        samples[input] += span.samples;
        result.add(
            new InputSpan(
                property,
                span.source,
                span.firstSequence,
                span.lastSequence,
                span.firstTime,
                span.lastTime,
                span.samples));
      }
    }
    return result;
  }

  private static void merge(List<Span> merged, Span span) {
    for (Span known : merged) {
      if (known.source.equals(span.source)) {
        known.add(span);
        return;
      }
    }
    Span first = new Span(span.source);
    first.add(span);
    merged.add(first);
  }
}

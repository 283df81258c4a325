package io.resonance.infer.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the bytes of an ONNX file with what model.yaml and the plant say about them. */
final class OnnxChecks {

  private final String file;
  private final ModelSpec spec;
  private final List<ModelProblem> problems;

  OnnxChecks(String file, ModelSpec spec, List<ModelProblem> problems) {
    this.file = file;
    this.spec = spec;
    this.problems = problems;
  }

  /** The file must be the one the plant approved. */
  void approved(String actual, String expected) {
    if (!actual.equals(expected)) {
      problem(
          "The SHA-256 of the file is %s, but the plant approved %s. Restore the approved file, or approve this one by writing its hash into the plant file."
              .formatted(actual, expected));
    }
  }

  /** The file must be the one model.yaml was written for. */
  void described(String actual) {
    if (!actual.equals(spec.artefact().sha256())) {
      problem(
          "The SHA-256 of the file is %s, but model.yaml says %s. Restore the file model.yaml was written for, or correct model.yaml."
              .formatted(actual, spec.artefact().sha256()));
    }
  }

  void content(byte[] bytes) {
    Optional<String> disguise = disguise(bytes);
    if (disguise.isPresent()) {
      problem(
          "The file is not ONNX but %s. Export the model to a single ONNX file."
              .formatted(disguise.get()));
      return;
    }
    try {
      graph(OnnxGraph.parse(bytes));
    } catch (OnnxFormatException e) {
      problem(
          "The file is not an ONNX model: %s. Export the model to a single ONNX file."
              .formatted(e.getMessage()));
    }
  }

  private static Optional<String> disguise(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of("empty");
    }
    String start = new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK")) {
      return Optional.of("a zip archive (TorchScript, Keras and others look like this)");
    }
    if (start.startsWith("\u001f\u008b")) {
      return Optional.of("gzip");
    }
    if (start.startsWith("\u0089HDF")) {
      return Optional.of("HDF5");
    }
    if (start.startsWith("\u0080\u0002") || start.startsWith("\u0080\u0004")) {
      return Optional.of("a Python pickle");
    }
    if (start.startsWith("version https://")) {
      return Optional.of("a Git LFS pointer; run `git lfs pull`");
    }
    return Optional.empty();
  }

  private void graph(OnnxGraph graph) {
    if (!graph.externalTensors().isEmpty()) {
      problem(
          "The weights %s lie in another file, which no hash protects. Save the model with its weights inside."
              .formatted(graph.externalTensors().stream().limit(5).toList()));
    }
    if (!graph.foreignDomains().isEmpty()) {
      problem(
          "The model uses operators outside the ONNX standard: %s. Export it with standard operators."
              .formatted(graph.foreignDomains().stream().limit(5).toList()));
    }
    List<Integer> window = List.of(spec.window().length(), spec.input().channels().size());
    List<String> wanted = new ArrayList<>(List.of(spec.input().name()));
    spec.mask().ifPresent(wanted::add);
    tensors("input", graph.inputs(), wanted, window);
    tensors(
        "output",
        graph.outputs(),
        List.of(spec.output().name()),
        List.of(spec.output().channels().size()));
  }

  private void tensors(
      String role,
      List<OnnxGraph.Declared> declared,
      List<String> wanted,
      List<Integer> dimensions) {
    List<String> names = declared.stream().map(OnnxGraph.Declared::name).toList();
    // the engine is given its inputs in this order
    if (!names.equals(wanted)) {
      problem(
          "model.yaml names the %s %s, but the model has the %ss %s. It must have exactly that, in this order."
              .formatted(
                  role,
                  String.join(", ", wanted.stream().map(name -> "`" + name + "`").toList()),
                  role,
                  names));
      return;
    }
    declared.forEach(one -> tensor(role, one, dimensions));
  }

  private void tensor(String role, OnnxGraph.Declared tensor, List<Integer> dimensions) {
    String name = tensor.name();
    if (tensor.elementType() != OnnxGraph.FLOAT) {
      problem(
          "The %s `%s` holds the ONNX element type %d; it must hold 32-bit floats (1)."
              .formatted(role, name, tensor.elementType()));
    }
    if (!fits(tensor.dimensions(), dimensions)) {
      problem(
          "The %s `%s` has the shape %s, but model.yaml asks for [N, %s] with a free first dimension."
              .formatted(
                  role,
                  name,
                  tensor.dimensions(),
                  String.join(", ", dimensions.stream().map(String::valueOf).toList())));
    }
  }

  private static boolean fits(List<String> actual, List<Integer> wanted) {
    if (actual.size() != wanted.size() + 1 || isNumber(actual.get(0))) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!actual.get(i + 1).equals(String.valueOf(wanted.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(String dimension) {
    return !dimension.isEmpty()
        && (Character.isDigit(dimension.charAt(0)) || dimension.charAt(0) == '-');
  }

  private void problem(String message) {
    problems.add(new ModelProblem(file, 1, message));
  }
}

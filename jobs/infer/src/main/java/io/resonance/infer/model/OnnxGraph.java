package io.resonance.infer.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an ONNX file declares, read without running it: inputs, outputs, operator sets and whether
 * weights lie outside the file (ModelProto and GraphProto of onnx.proto).
 */
final class OnnxGraph {

  /** elem_type of 32-bit floats in onnx.proto. */
  static final int FLOAT = 1;

  private static final int EXTERNAL = 1;
  private static final int MAX_DEPTH = 16;

  private final List<Declared> inputs = new ArrayList<>();
  private final List<Declared> outputs = new ArrayList<>();
  private final List<String> externalTensors = new ArrayList<>();
  private final Set<String> domains = new HashSet<>();
  private final Set<String> initializers = new HashSet<>();
  private boolean hasGraph;

  private OnnxGraph() {}

  /**
   * A declared input or output.
   *
   * @param dimensions numbers, or the name of a free dimension
   */
  record Declared(String name, int elementType, List<String> dimensions) {}

  /**
   * Reads a model.
   *
   * @throws OnnxFormatException if the bytes are no ONNX model
   */
  static OnnxGraph parse(byte[] bytes) {
    OnnxGraph graph = new OnnxGraph();
    boolean hasVersion = false;
    boolean hasOperatorSet = false;
    ProtobufReader model = new ProtobufReader(bytes);
    while (model.next()) {
      switch (model.field()) {
        case 1 -> hasVersion = model.number() > 0;
        case 7 -> graph.readGraph(model.message(), 0);
        case 8 -> {
          hasOperatorSet = true;
          graph.domains.add(readDomain(model.message()));
        }
        case 25 -> graph.domains.add("a function defined in the model");
        default -> model.skip();
      }
    }
    if (!hasVersion || !graph.hasGraph) {
      throw new OnnxFormatException("it holds no graph");
    }
    if (!hasOperatorSet) {
      throw new OnnxFormatException("it names no operator set; it may be cut off");
    }
    return graph;
  }

  /** Inputs that are not constants of the model. */
  List<Declared> inputs() {
    return inputs.stream().filter(input -> !initializers.contains(input.name())).toList();
  }

  List<Declared> outputs() {
    return outputs;
  }

  /** Names of tensors whose bytes are in another file. */
  List<String> externalTensors() {
    return externalTensors;
  }

  /** Operator sets other than the standard's. */
  List<String> foreignDomains() {
    return domains.stream()
        .filter(domain -> !domain.isEmpty() && !domain.equals("ai.onnx"))
        .filter(domain -> !domain.equals("ai.onnx.ml"))
        .sorted()
        .toList();
  }

  private static String readDomain(ProtobufReader operatorSet) {
    String domain = "";
    while (operatorSet.next()) {
      if (operatorSet.field() == 1) {
        domain = operatorSet.text();
      } else {
        operatorSet.skip();
      }
    }
    return domain;
  }

  private void readGraph(ProtobufReader graph, int depth) {
    if (depth > MAX_DEPTH) {
      throw new OnnxFormatException("graphs are nested more than " + MAX_DEPTH + " deep");
    }
    hasGraph = true;
    while (graph.next()) {
      switch (graph.field()) {
        case 1 -> readNode(graph.message(), depth);
        case 5 -> initializers.add(readTensor(graph.message()));
        case 11 -> addDeclared(inputs, graph.message(), depth);
        case 12 -> addDeclared(outputs, graph.message(), depth);
        case 15 -> readSparse(graph.message());
        default -> graph.skip();
      }
    }
  }

  private void addDeclared(List<Declared> list, ProtobufReader info, int depth) {
    Declared declared = readDeclared(info);
    if (depth == 0) {
      list.add(declared);
    }
  }

  private void readNode(ProtobufReader node, int depth) {
    while (node.next()) {
      switch (node.field()) {
        case 5 -> readAttribute(node.message(), depth);
        case 7 -> domains.add(node.text());
        default -> node.skip();
      }
    }
  }

  private void readAttribute(ProtobufReader attribute, int depth) {
    while (attribute.next()) {
      switch (attribute.field()) {
        case 5, 10 -> readTensor(attribute.message());
        case 6, 11 -> readGraph(attribute.message(), depth + 1);
        case 22, 23 -> readSparse(attribute.message());
        default -> attribute.skip();
      }
    }
  }

  private void readSparse(ProtobufReader sparse) {
    while (sparse.next()) {
      switch (sparse.field()) {
        case 1, 2 -> readTensor(sparse.message());
        default -> sparse.skip();
      }
    }
  }

  private String readTensor(ProtobufReader tensor) {
    String name = "";
    boolean external = false;
    while (tensor.next()) {
      switch (tensor.field()) {
        case 8 -> name = tensor.text();
        case 13 -> {
          external = true;
          tensor.skip();
        }
        case 14 -> external |= tensor.number() == EXTERNAL;
        default -> tensor.skip();
      }
    }
    if (external) {
      externalTensors.add(name);
    }
    return name;
  }

  private static Declared readDeclared(ProtobufReader info) {
    String name = "";
    Declared shape = new Declared("", 0, List.of());
    while (info.next()) {
      switch (info.field()) {
        case 1 -> name = info.text();
        case 2 -> shape = readType(info.message());
        default -> info.skip();
      }
    }
    return new Declared(name, shape.elementType(), shape.dimensions());
  }

  private static Declared readType(ProtobufReader type) {
    int elementType = 0;
    List<String> dimensions = new ArrayList<>();
    while (type.next()) {
      if (type.field() != 1) {
        type.skip();
        continue;
      }
      ProtobufReader tensor = type.message();
      while (tensor.next()) {
        switch (tensor.field()) {
          case 1 -> elementType = (int) tensor.number();
          case 2 -> readShape(tensor.message(), dimensions);
          default -> tensor.skip();
        }
      }
    }
    return new Declared("", elementType, dimensions);
  }

  private static void readShape(ProtobufReader shape, List<String> dimensions) {
    while (shape.next()) {
      if (shape.field() != 1) {
        shape.skip();
        continue;
      }
      String dimension = "?";
      ProtobufReader reader = shape.message();
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> dimension = Long.toString(reader.number());
          case 2 -> dimension = reader.text();
          default -> reader.skip();
        }
      }
      dimensions.add(dimension);
    }
  }
}

package io.resonance.testbed.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a small ONNX model: IR version 8, operator set 13, field numbers of onnx.proto. Add nodes
 * in the order of computation. Not thread-safe.
 */
public final class OnnxWriter {

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2;
  private static final int ATTRIBUTE_INTS = 7;
  private static final int EXTERNAL = 1;

  private final ProtobufWriter graph = new ProtobufWriter();
  private final ProtobufWriter operatorSets = new ProtobufWriter();

  /** A model with an empty graph of the given name. */
  public OnnxWriter(String name) {
    graph.text(2, name);
    operatorSet("", OPERATOR_SET);
  }

  /** Adds a node without attributes. */
  public OnnxWriter node(String operator, List<String> inputs, String output) {
    graph.message(1, nodeMessage(operator, inputs, output));
    return this;
  }

  /** Adds a node with one whole number as attribute. */
  public OnnxWriter node(
      String operator, List<String> inputs, String output, String attribute, long value) {
    ProtobufWriter message =
        new ProtobufWriter().text(1, attribute).number(3, value).number(20, ATTRIBUTE_INT);
    graph.message(1, nodeMessage(operator, inputs, output).message(5, message));
    return this;
  }

  /** Adds a mean over one axis, which disappears. */
  public OnnxWriter reduceMean(String input, String output, long axis) {
    ProtobufWriter axes =
        new ProtobufWriter().text(1, "axes").number(8, axis).number(20, ATTRIBUTE_INTS);
    ProtobufWriter keep =
        new ProtobufWriter().text(1, "keepdims").number(3, 0).number(20, ATTRIBUTE_INT);
    graph.message(
        1, nodeMessage("ReduceMean", List.of(input), output).message(5, axes).message(5, keep));
    return this;
  }

  /** Adds a constant tensor of floats. */
  public OnnxWriter constant(String name, float[] values, long... dimensions) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    graph.message(5, tensor(name, FLOAT, dimensions).bytes(9, raw.array()));
    return this;
  }

  /** Adds a constant tensor of whole numbers in one dimension. */
  public OnnxWriter constant(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    graph.message(5, tensor(name, INT64, values.length).bytes(9, raw.array()));
    return this;
  }

  /** Adds a constant whose values lie in another file. */
  public OnnxWriter externalConstant(String name, String location, long... dimensions) {
    ProtobufWriter entry = new ProtobufWriter().text(1, "location").text(2, location);
    graph.message(5, tensor(name, FLOAT, dimensions).message(13, entry).number(14, EXTERNAL));
    return this;
  }

  /** Declares an input of floats; the first dimension is free. */
  public OnnxWriter input(String name, long... dimensions) {
    graph.message(11, declared(name, dimensions));
    return this;
  }

  /** Declares an output of floats; the first dimension is free. */
  public OnnxWriter output(String name, long... dimensions) {
    graph.message(12, declared(name, dimensions));
    return this;
  }

  /** Declares one more operator set. */
  public OnnxWriter operatorSet(String domain, int version) {
    operatorSets.message(8, new ProtobufWriter().text(1, domain).number(2, version));
    return this;
  }

  /** The file's bytes. */
  public byte[] toBytes() {
    ProtobufWriter head =
        new ProtobufWriter().number(1, IR_VERSION).text(2, "resonance").message(7, graph);
    byte[] first = head.toBytes();
    byte[] second = operatorSets.toBytes();
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static ProtobufWriter nodeMessage(String operator, List<String> inputs, String output) {
    ProtobufWriter node = new ProtobufWriter();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, "make-" + output).text(4, operator);
  }

  private static ProtobufWriter tensor(String name, int type, long... dimensions) {
    ProtobufWriter tensor = new ProtobufWriter();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, type).text(8, name);
  }

  private static ProtobufWriter declared(String name, long... dimensions) {
    ProtobufWriter shape = new ProtobufWriter().message(1, new ProtobufWriter().text(2, "N"));
    for (long dimension : dimensions) {
      shape.message(1, new ProtobufWriter().number(1, dimension));
    }
    ProtobufWriter tensor = new ProtobufWriter().number(1, FLOAT).message(2, shape);
    return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
  }
}

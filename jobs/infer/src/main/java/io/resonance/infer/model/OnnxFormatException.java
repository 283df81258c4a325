package io.resonance.infer.model;

/** Bytes are not the protobuf message of an ONNX model. */
final class OnnxFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OnnxFormatException(String message) {
    super(message);
  }
}

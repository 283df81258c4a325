/** Model packages: what {@code model.yaml} and the ONNX file beside it say, read and checked. */
package io.resonance.infer.model;

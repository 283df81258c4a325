/**
 * Training of the demo model on the simulated mill, in plain Java: data, network, evaluation and a
 * small writer of ONNX files.
 */
package io.resonance.testbed.training;

/** Micro-batches of windows through DJL, and the inferences made of the results. */
package io.resonance.infer.predict;

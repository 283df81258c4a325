/** The inference stage: keyed windows of equipment values to inferences. */
package io.resonance.infer;

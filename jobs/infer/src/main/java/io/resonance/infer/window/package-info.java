/** Event-time windows of resampled inputs, in keyed state. */
package io.resonance.infer.window;

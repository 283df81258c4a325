/** What inference costs beside the bare engine. */
package io.resonance.benchmark.infer;

/** What the plant's own rules ask of values, bound to the properties they apply to. */
package io.resonance.conform.rules;

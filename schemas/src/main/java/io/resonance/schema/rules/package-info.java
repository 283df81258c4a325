/** Rules that a plant writes for itself, beside those of the profile. */
package io.resonance.schema.rules;

/** How state of {@code conform} is written: one version byte, then the fields of that version. */
package io.resonance.conform.state;

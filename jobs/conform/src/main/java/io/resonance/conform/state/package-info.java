/**
 * How state of {@code conform} is written, one version byte, then the fields of that version; and
 * how it is kept small.
 */
package io.resonance.conform.state;

/** The commands about violations. */
package io.resonance.cli.violations;

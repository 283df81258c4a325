/** The commands about rules. */
package io.resonance.cli.rules;

/** The commands about profiles. */
package io.resonance.cli.profile;

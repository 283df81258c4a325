/** The commands about model packages. */
package io.resonance.cli.models;

/** How commands give orders to a running job. */
package io.resonance.cli.control;

/** From the words of a machine to its state and to what it is working on, as the profile says. */
package io.resonance.schema.profile.state;

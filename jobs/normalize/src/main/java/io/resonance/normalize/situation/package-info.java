/** What a machine does and works on at any time, from what it says of itself. */
package io.resonance.normalize.situation;

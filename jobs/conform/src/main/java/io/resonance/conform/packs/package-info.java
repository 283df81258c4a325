/** Rule packs that people push into the running job, and the time from which each is in force. */
package io.resonance.conform.packs;

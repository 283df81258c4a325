/** Orders of people to a running job, and their answers. */
package io.resonance.conform.control;

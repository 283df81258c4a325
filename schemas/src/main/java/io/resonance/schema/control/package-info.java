/** What people ask of a running job: orders, their answers, and the violations they are about. */
package io.resonance.schema.control;

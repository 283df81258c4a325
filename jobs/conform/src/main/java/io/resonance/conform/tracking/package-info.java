/**
 * What becomes of violations after they were found: their life, waivers and floods (LIFECYCLE.md).
 */
package io.resonance.conform.tracking;

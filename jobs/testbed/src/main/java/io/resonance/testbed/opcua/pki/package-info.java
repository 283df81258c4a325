/** Authorities that issue sound and unsound certificates, for tests of those who check them. */
package io.resonance.testbed.opcua.pki;

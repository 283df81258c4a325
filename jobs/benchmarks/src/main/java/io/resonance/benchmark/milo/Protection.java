package io.resonance.benchmark.milo;

import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/** How the connection between client and server is secured, the same for every client. */
public enum Protection {
  /** Not at all. */
  NONE(SecurityPolicy.None, MessageSecurityMode.None),
  /** Basic256Sha256 with SignAndEncrypt; each side verifies the other's certificate. */
  ENCRYPTED(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt);

  final SecurityPolicy policy;
  final MessageSecurityMode mode;

  Protection(SecurityPolicy policy, MessageSecurityMode mode) {
    this.policy = policy;
    this.mode = mode;
  }
}

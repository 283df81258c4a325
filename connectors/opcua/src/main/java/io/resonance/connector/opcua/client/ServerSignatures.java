package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.ServerRefusedException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;

/**
 * Has a server's signature verified with the algorithm of the policy, whatever the server calls it
 * (Part 4, 5.7.2.2: the SecurityPolicy decides). Milo takes the algorithm by the name the server
 * gives: a signature with SHA-1 would do under every policy, and that of node-opcua, which calls
 * RSA-PSS by the name of the XML signature, would not.
 */
final class ServerSignatures {

  private ServerSignatures() {}

  /** The answer with the name of the policy's algorithm. */
  static CreateSessionResponse named(CreateSessionResponse created, String policyUri)
      throws UaException {
    SignatureData signature = created.getServerSignature();
    if (signature == null
        || signature.getSignature() == null
        || signature.getSignature().isNullOrEmpty()) {
      throw new ServerRefusedException(
          StatusCodes.Bad_ApplicationSignatureInvalid,
          "the server is refused: it did not sign, so it does not prove that the certificate it"
              + " shows is its own. Update the server; if it is up to date, somebody stands"
              + " between.");
    }
    String algorithm = SecurityPolicy.fromUri(policyUri).getAsymmetricSignatureAlgorithm().getUri();
    return algorithm.equals(signature.getAlgorithm())
        ? created
        : new CreateSessionResponse(
            created.getResponseHeader(),
            created.getSessionId(),
            created.getAuthenticationToken(),
            created.getRevisedSessionTimeout(),
            created.getServerNonce(),
            created.getServerCertificate(),
            created.getServerEndpoints(),
            created.getServerSoftwareCertificates(),
            new SignatureData(algorithm, signature.getSignature()),
            created.getMaxRequestMessageSize());
  }
}

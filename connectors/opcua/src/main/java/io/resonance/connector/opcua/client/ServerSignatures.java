package io.resonance.connector.opcua.client;

import org.eclipse.milo.opcua.stack.core.security.SecurityAlgorithm;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;

/**
 * Names the algorithm of a server's signature as Part 7 does. node-opcua signs with RSA-PSS as the
 * policy asks, but calls it by the name of the XML signature; Milo knows no such name and gives up.
 * The policy alone says how the signature is verified, so the name decides nothing.
 */
final class ServerSignatures {

  private static final String XML_NAME_OF_RSA_PSS =
      "http://www.w3.org/2001/04/xmldsig-more#rsa-pss-sha256";

  private ServerSignatures() {}

  /** The answer with the algorithm's own name. */
  static CreateSessionResponse named(CreateSessionResponse created, String policyUri) {
    SignatureData signature = created.getServerSignature();
    boolean misnamed =
        SecurityPolicy.Aes256_Sha256_RsaPss.getUri().equals(policyUri)
            && signature != null
            && XML_NAME_OF_RSA_PSS.equals(signature.getAlgorithm());
    return misnamed
        ? new CreateSessionResponse(
            created.getResponseHeader(),
            created.getSessionId(),
            created.getAuthenticationToken(),
            created.getRevisedSessionTimeout(),
            created.getServerNonce(),
            created.getServerCertificate(),
            created.getServerEndpoints(),
            created.getServerSoftwareCertificates(),
            new SignatureData(SecurityAlgorithm.RsaSha256Pss.getUri(), signature.getSignature()),
            created.getMaxRequestMessageSize())
        : created;
  }
}

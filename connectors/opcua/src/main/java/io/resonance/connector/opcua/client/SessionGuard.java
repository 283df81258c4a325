package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.ServerRefusedException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.structured.ActivateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSessionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;

/**
 * Checks what a server answers when a session is made (Part 4, CreateSession and ActivateSession),
 * before anything of the user is sent: its certificate, its nonces, and that the endpoints it names
 * now are those that were found without security, when somebody could have altered them. Milo
 * compares endpoints with their hosts, which differ behind every name service and proxy, and does
 * not look for repeated nonces.
 */
final class SessionGuard {

  private static final int LEAST_NONCE_BYTES = 32;

  private final List<EndpointDescription> discovered;
  private final EndpointDescription chosen;
  private final UsedNonces nonces;
  private final boolean secured;

  /** What Part 4 compares after CreateSession, with the path alone of the URL. */
  private record Offer(
      String applicationUri,
      String path,
      String mode,
      String policyUri,
      Set<UserTokenPolicy> userTokens,
      int level) {}

  SessionGuard(
      List<EndpointDescription> discovered, EndpointDescription chosen, UsedNonces nonces) {
    this.discovered = discovered;
    this.chosen = chosen;
    this.nonces = nonces;
    this.secured = !SecurityPolicy.None.getUri().equals(chosen.getSecurityPolicyUri());
  }

  /** The answer, if there is nothing wrong with it. */
  UaResponseMessageType check(UaResponseMessageType response) throws UaException {
    if (!secured) {
      return response;
    }
    if (response instanceof CreateSessionResponse created) {
      checkCertificate(created.getServerCertificate());
      checkNonce(created.getServerNonce());
      checkEndpoints(created.getServerEndpoints());
      return ServerSignatures.named(created, chosen.getSecurityPolicyUri());
    } else if (response instanceof ActivateSessionResponse activated) {
      checkNonce(activated.getServerNonce());
    }
    return response;
  }

  private void checkCertificate(ByteString certificate) throws UaException {
    List<X509Certificate> announced =
        CertificateUtil.decodeCertificates(chosen.getServerCertificate().bytesOrEmpty());
    boolean same =
        !certificate.isNullOrEmpty()
            && CertificateUtil.decodeCertificates(certificate.bytesOrEmpty())
                .get(0)
                .equals(announced.get(0));
    if (!same) {
      throw refused(
          "the certificate it made the session with is not the one of its endpoint. Somebody may stand between; ask the server's administrator.");
    }
  }

  private void checkNonce(ByteString nonce) throws ServerRefusedException {
    byte[] bytes = nonce == null ? new byte[0] : nonce.bytesOrEmpty();
    boolean empty = true;
    for (byte b : bytes) {
      empty &= b == 0;
    }
    if (bytes.length < LEAST_NONCE_BYTES || empty) {
      throw refused(
          "its nonce has %d bytes%s; 32 random ones are needed so that nobody can repeat what was signed before. Update the server."
              .formatted(bytes.length, empty ? ", all of them 0" : ""));
    }
    if (!nonces.isFresh(bytes)) {
      throw refused(
          "it sent a nonce a second time, so that signatures could be repeated. Update the server; if it is up to date, somebody replays its messages.");
    }
  }

  private void checkEndpoints(EndpointDescription[] ofSession) throws ServerRefusedException {
    List<EndpointDescription> now = ofSession == null ? List.of() : Arrays.asList(ofSession);
    Set<Offer> before = offers(discovered);
    Set<Offer> after = offers(now);
    if (!before.equals(after)) {
      throw refused(
          "its endpoints are not those it named before: %s when asked without security, %s in the session. Somebody may have altered the first list to weaken the security; ask the server's administrator."
              .formatted(EndpointChoice.describe(discovered), EndpointChoice.describe(now)));
    }
  }

  private Set<Offer> offers(List<EndpointDescription> endpoints) {
    Set<Offer> offers = new HashSet<>();
    for (EndpointDescription endpoint : endpoints) {
      String path = path(endpoint.getEndpointUrl());
      // an address for GetEndpoints alone is no endpoint of a session
      if (!path.endsWith("/discovery")
          && Objects.equals(endpoint.getTransportProfileUri(), chosen.getTransportProfileUri())) {
        UserTokenPolicy[] tokens = endpoint.getUserIdentityTokens();
        offers.add(
            new Offer(
                endpoint.getServer() == null ? null : endpoint.getServer().getApplicationUri(),
                path,
                String.valueOf(endpoint.getSecurityMode()),
                endpoint.getSecurityPolicyUri(),
                tokens == null ? Set.of() : Set.copyOf(new HashSet<>(Arrays.asList(tokens))),
                endpoint.getSecurityLevel().intValue()));
      }
    }
    return offers;
  }

  private static String path(String url) {
    try {
      String path = URI.create(String.valueOf(url)).getPath();
      return path == null ? "" : path.replaceAll("/+$", "");
    } catch (IllegalArgumentException e) {
      return String.valueOf(url); // compared as it is
    }
  }

  private static ServerRefusedException refused(String why) {
    return new ServerRefusedException(
        StatusCodes.Bad_SecurityChecksFailed, "the server is refused: " + why);
  }
}

package io.resonance.connector.opcua.client;

import io.resonance.connector.opcua.pki.CertificateFile;
import io.resonance.connector.opcua.pki.OwnCertificateChecks;
import io.resonance.connector.opcua.pki.PrivateKeyFile;
import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/**
 * Chooses how the user proves itself to a server (Part 4, UserIdentityToken), so that no password
 * travels in clear and no certificate without a signature.
 */
final class UserTokens {

  private static final String DOING = "choosing how the user proves itself";

  private final OpcUaEndpoint endpoint;
  private final EndpointDescription chosen;

  UserTokens(OpcUaEndpoint endpoint, EndpointDescription chosen) {
    this.endpoint = endpoint;
    this.chosen = chosen;
  }

  /**
   * What proves the user.
   *
   * @param trust judges the server's certificate where only the token is encrypted with it
   */
  IdentityProvider provider(CertificateValidator trust) throws OpcUaClientException {
    if (endpoint.userToken() instanceof OpcUaUserToken.UserPassword user) {
      return only(
          passwordPolicy(),
          new UsernameProvider(
              user.user(),
              () -> user.password().resolve().getBytes(StandardCharsets.UTF_8),
              trust));
    }
    if (endpoint.userToken() instanceof OpcUaUserToken.UserCertificate files) {
      UserTokenPolicy policy = certificatePolicy();
      return only(policy, certificateUser(files));
    }
    if (ofType(UserTokenType.Anonymous).isEmpty()) {
      throw notOffered("anonymous users");
    }
    return AnonymousProvider.INSTANCE;
  }

  /** Milo's providers take the first policy of their type: they are shown no other one. */
  private static IdentityProvider only(UserTokenPolicy policy, IdentityProvider provider) {
    return (endpoint, nonce) ->
        provider.getIdentityToken(
            new EndpointDescription(
                endpoint.getEndpointUrl(),
                endpoint.getServer(),
                endpoint.getServerCertificate(),
                endpoint.getSecurityMode(),
                endpoint.getSecurityPolicyUri(),
                new UserTokenPolicy[] {policy},
                endpoint.getTransportProfileUri(),
                endpoint.getSecurityLevel()),
            nonce);
  }

  private UserTokenPolicy passwordPolicy() throws OpcUaClientException {
    List<UserTokenPolicy> offered = ofType(UserTokenType.UserName);
    if (offered.isEmpty()) {
      throw notOffered("users with a password");
    }
    Optional<UserTokenPolicy> encrypted = strongest(offered);
    if (encrypted.isPresent()) {
      return encrypted.get();
    }
    Optional<UserTokenPolicy> plain =
        offered.stream().filter(p -> isPolicy(p, SecurityPolicy.None)).findFirst();
    boolean channelEncrypts = endpoint.security().mode() == OpcUaSecurity.Mode.SIGN_AND_ENCRYPT;
    if (plain.isPresent()
        && (channelEncrypts || endpoint.security().accepts(OpcUaAcceptedRisk.PASSWORD_IN_CLEAR))) {
      return plain.get();
    }
    throw OpcUaFailures.fatal(
        endpoint,
        DOING,
        "the password would travel in clear or under a broken policy: the server takes it with %s only, on a connection with %s. Use security-mode: sign-and-encrypt, let the server offer a user token with Basic256Sha256 or better, or accept the risk with accepted-risks: [password-in-clear]."
            .formatted(describe(offered), endpoint.security()),
        null);
  }

  private UserTokenPolicy certificatePolicy() throws OpcUaClientException {
    List<UserTokenPolicy> offered = ofType(UserTokenType.Certificate);
    if (offered.isEmpty()) {
      throw notOffered("users with a certificate");
    }
    return strongest(offered)
        .orElseThrow(
            () ->
                OpcUaFailures.fatal(
                    endpoint,
                    DOING,
                    "the server takes user certificates with %s only, which proves nothing. Let it offer a user token with Basic256Sha256 or better, or use a security policy for the connection."
                        .formatted(describe(offered)),
                    null));
  }

  private IdentityProvider certificateUser(OpcUaUserToken.UserCertificate files)
      throws OpcUaClientException {
    try {
      List<X509Certificate> chain = CertificateFile.certificates(Path.of(files.certificateFile()));
      PrivateKey key = PrivateKeyFile.read(Path.of(files.keyFile()), files.keyPassword().resolve());
      OwnCertificateChecks.requireKeyOf(chain.get(0), key);
      Instant end = chain.get(0).getNotAfter().toInstant();
      if (end.isBefore(Instant.now())) {
        throw new IOException(
            "it was valid until %s; have a new one issued for the user".formatted(end));
      }
      return new X509IdentityProvider(chain.get(0), key);
    } catch (IOException e) {
      throw OpcUaFailures.fatal(
          endpoint,
          DOING,
          "the user certificate %s cannot be used: %s."
              .formatted(files.certificateFile(), e.getMessage()),
          e);
    }
  }

  private List<UserTokenPolicy> ofType(UserTokenType type) {
    UserTokenPolicy[] offered = chosen.getUserIdentityTokens();
    return offered == null
        ? List.of()
        : Arrays.stream(offered).filter(policy -> policy.getTokenType() == type).toList();
  }

  private Optional<UserTokenPolicy> strongest(List<UserTokenPolicy> offered) {
    List<SecurityPolicy> good = new ArrayList<>(EndpointChoice.policies(OpcUaSecurity.Policy.BEST));
    if (endpoint.security().accepts(OpcUaAcceptedRisk.BROKEN_POLICY)) {
      good.add(SecurityPolicy.Basic256);
      good.add(SecurityPolicy.Basic128Rsa15);
    }
    return good.stream()
        .flatMap(wanted -> offered.stream().filter(policy -> isPolicy(policy, wanted)))
        .findFirst();
  }

  /**
   * A token policy without one of its own uses the one of the endpoint (Part 4, UserTokenPolicy).
   */
  private boolean isPolicy(UserTokenPolicy token, SecurityPolicy wanted) {
    return wanted.getUri().equals(policyUri(token));
  }

  private String policyUri(UserTokenPolicy token) {
    String own = token.getSecurityPolicyUri();
    return own == null || own.isEmpty() ? chosen.getSecurityPolicyUri() : own;
  }

  private List<String> describe(List<UserTokenPolicy> offered) {
    return offered.stream()
        .map(token -> EndpointChoice.policyName(policyUri(token)))
        .distinct()
        .toList();
  }

  private OpcUaClientException notOffered(String whom) {
    UserTokenPolicy[] offered = chosen.getUserIdentityTokens();
    List<UserTokenType> types =
        offered == null
            ? List.of()
            : Arrays.stream(offered).map(UserTokenPolicy::getTokenType).distinct().toList();
    return OpcUaFailures.fatal(
        endpoint,
        DOING,
        "the server lets no %s in on this endpoint, only %s. Name such a user for the endpoint, or allow the other at the server."
            .formatted(whom, types),
        null);
  }
}

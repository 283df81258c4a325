package io.resonance.testbed.opcua.hostile;

import static java.util.Objects.requireNonNull;

import io.resonance.testbed.opcua.pki.IssuedCertificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/** Describes a {@link HostileServer} and starts it. */
public final class HostileServerBuilder {

  final String applicationUri;
  final IssuedCertificate certificate;
  final List<Offer> offers = new ArrayList<>();
  final List<UserTokenPolicy> userTokens = new ArrayList<>();
  final Map<String, String> passwords = new HashMap<>();
  IssuedCertificate user;

  /** A policy with a mode. */
  record Offer(SecurityPolicy policy, MessageSecurityMode mode) {}

  HostileServerBuilder(String applicationUri, IssuedCertificate certificate) {
    this.applicationUri = requireNonNull(applicationUri);
    this.certificate = requireNonNull(certificate);
  }

  /** Offers a policy with a mode; at least one is needed. */
  public HostileServerBuilder offer(SecurityPolicy policy, MessageSecurityMode mode) {
    offers.add(new Offer(policy, mode));
    return this;
  }

  /** Lets anonymous users in. */
  public HostileServerBuilder anonymous() {
    return token("anonymous", UserTokenType.Anonymous, null);
  }

  /** Lets a user in by password, encrypted under a policy (null for the endpoint's). */
  public HostileServerBuilder password(String name, String password, SecurityPolicy policy) {
    passwords.put(name, password);
    return token("password", UserTokenType.UserName, policy);
  }

  /** Lets a user in by certificate. */
  public HostileServerBuilder user(IssuedCertificate who) {
    user = who;
    return token("certificate", UserTokenType.Certificate, SecurityPolicy.Basic256Sha256);
  }

  private HostileServerBuilder token(String id, UserTokenType type, SecurityPolicy policy) {
    userTokens.add(
        new UserTokenPolicy(id, type, null, null, policy == null ? null : policy.getUri()));
    return this;
  }

  /** Starts the server on a free port of 127.0.0.1. */
  public HostileServer start() throws Exception {
    return new HostileServer(this);
  }
}

package io.resonance.connector.opcua.source;

/** A risk an endpoint may be told to take; each one taken is a violation of the profile. */
public enum OpcUaAcceptedRisk {
  /**
   * The policies Basic128Rsa15 and Basic256 may be used, and certificates with SHA-1 and RSA 1024.
   */
  BROKEN_POLICY,
  /** A password may be sent where nothing encrypts it. */
  PASSWORD_IN_CLEAR,
  /**
   * A certificate counts as not revoked where its authority's revocation list is missing or old.
   */
  UNKNOWN_REVOCATION,
  /** A certificate may be for another host than the one of the URL. */
  OTHER_HOST_NAME
}

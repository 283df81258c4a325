package io.resonance.connector.opcua.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a connection is secured: said when it is made, and every hour while it lasts, for
 * certificates grow old meanwhile. Times are nanoseconds since the Unix epoch.
 *
 * @param protection policy and mode in force, such as {@code Basic256Sha256 SignAndEncrypt}
 * @param weaknesses what is weaker than it should be, each in a few words; empty if nothing is
 * @param ownCertificateEnd end of validity of our certificate; absent without security
 * @param serverCertificateEnd end of validity of the server's; absent without security
 * @param at when this was so
 */
public record OpcUaConnectionSecurity(
    String protection,
    List<String> weaknesses,
    OptionalLong ownCertificateEnd,
    OptionalLong serverCertificateEnd,
    long at) {

  public OpcUaConnectionSecurity {
    Objects.requireNonNull(protection, "protection");
    weaknesses = List.copyOf(weaknesses);
  }

  /** What is weak about a choice of security; a risk counts whether it came to pass or not. */
  public static List<String> weaknesses(OpcUaSecurity security) {
    List<String> weaknesses = new ArrayList<>();
    if (security.mode() == OpcUaSecurity.Mode.NONE) {
      weaknesses.add("messages are neither signed nor encrypted");
    }
    for (OpcUaAcceptedRisk risk : OpcUaAcceptedRisk.values()) {
      if (security.accepts(risk)) {
        weaknesses.add(
            switch (risk) {
              case BROKEN_POLICY -> "withdrawn policies and weak certificates are accepted";
              case PASSWORD_IN_CLEAR -> "a password may travel in clear";
              case UNKNOWN_REVOCATION -> "a revoked certificate may go unnoticed";
              case OTHER_HOST_NAME -> "the host of the server's certificate is not checked";
            });
      }
    }
    return weaknesses;
  }

  /** The same at a later time. */
  public OpcUaConnectionSecurity stillAt(long nanos) {
    return new OpcUaConnectionSecurity(
        protection, weaknesses, ownCertificateEnd, serverCertificateEnd, nanos);
  }
}

package io.resonance.normalize.opcua;

import io.resonance.connector.opcua.source.OpcUaAcceptedRisk;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the servers of a plant file are connected to, for those who read them and those who write to
 * them; the connector knows nothing of plant files.
 */
public final class OpcUaConnections {

  private OpcUaConnections() {}

  /** Who we are to all servers. */
  public static OpcUaIdentity identity(PlantFile plant) {
    return OpcUaIdentity.selfSigned(plant.opcua().applicationUri(), plant.opcua().pki())
        .withKeyPassword(plant.opcua().keyPassword()::reveal);
  }

  /** How a server is connected to and read, without what is read there. */
  public static OpcUaEndpoint.Builder connection(OpcUaServer server) {
    return OpcUaEndpoint.builder(server.id(), server.url())
        .security(security(server))
        .userToken(user(server.user()))
        .publishingInterval(server.publishingInterval())
        .samplingInterval(server.samplingInterval())
        .surviveOutage(server.surviveOutage())
        .rebrowseInterval(server.rebrowseInterval());
  }

  /** Policy and mode, and the risks that are accepted. */
  public static OpcUaSecurity security(OpcUaServer server) {
    Set<OpcUaAcceptedRisk> risks =
        server.acceptedRisks().stream()
            .map(OpcUaConnections::risk)
            .collect(Collectors.toUnmodifiableSet());
    OpcUaSecurity.Mode mode =
        switch (server.securityMode()) {
          case SIGN_AND_ENCRYPT -> OpcUaSecurity.Mode.SIGN_AND_ENCRYPT;
          case SIGN -> OpcUaSecurity.Mode.SIGN;
          case NONE -> OpcUaSecurity.Mode.NONE;
        };
    return new OpcUaSecurity(policy(server), mode, risks);
  }

  private static OpcUaSecurity.Policy policy(OpcUaServer server) {
    return Arrays.stream(OpcUaSecurity.Policy.values())
        .filter(policy -> policy.word().equals(server.securityPolicy()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The OPC UA server %s has the security policy %s, which is not known here."
                        .formatted(server.id(), server.securityPolicy())));
  }

  private static OpcUaAcceptedRisk risk(OpcUaServer.AcceptedRisk risk) {
    return switch (risk) {
      case BROKEN_POLICY -> OpcUaAcceptedRisk.BROKEN_POLICY;
      case PASSWORD_IN_CLEAR -> OpcUaAcceptedRisk.PASSWORD_IN_CLEAR;
      case UNKNOWN_REVOCATION -> OpcUaAcceptedRisk.UNKNOWN_REVOCATION;
      case OTHER_HOST_NAME -> OpcUaAcceptedRisk.OTHER_HOST_NAME;
    };
  }

  private static OpcUaUserToken user(Credentials credentials) {
    if (credentials instanceof Credentials.UserPassword login) {
      return OpcUaUserToken.password(login.user(), login.password()::reveal);
    }
    if (credentials instanceof Credentials.UserCertificate user) {
      return OpcUaUserToken.certificate(user.certificate(), user.key(), user.keyPassword()::reveal);
    }
    return OpcUaUserToken.anonymous();
  }
}

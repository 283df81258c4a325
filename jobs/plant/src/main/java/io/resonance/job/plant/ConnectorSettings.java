package io.resonance.job.plant;

import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import io.resonance.connector.mtconnect.source.MtConnectSecret;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaIdentity;
import io.resonance.connector.opcua.source.OpcUaSecurity;
import io.resonance.connector.opcua.source.OpcUaUserToken;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsTrust;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Translates the plant file into the settings of the connectors, which know nothing of plant files.
 */
final class ConnectorSettings {

  /** OPC UA's own default, 1, loses values in normal operation. */
  private static final long SMALLEST_QUEUE = 10;

  /** What common servers grant at most. */
  private static final long LARGEST_QUEUE = 10_000;

  /** Large enough to catch up fast, small enough to be parsed in one go. */
  private static final int OBSERVATIONS_PER_DOCUMENT = 10_000;

  private ConnectorSettings() {}

  /** The servers, each with the nodes that some equipment names. */
  static List<OpcUaEndpoint> opcua(PlantFile plant) {
    return plant.opcua().servers().stream().map(server -> endpoint(plant, server)).toList();
  }

  static OpcUaIdentity identity(PlantFile plant) {
    return OpcUaIdentity.selfSigned(plant.opcua().applicationUri(), plant.opcua().pki());
  }

  static List<MtConnectAgent> mtconnect(PlantFile plant) {
    return plant.mtconnect().agents().stream().map(ConnectorSettings::agent).toList();
  }

  private static OpcUaEndpoint endpoint(PlantFile plant, OpcUaServer server) {
    Set<String> nodes = new LinkedHashSet<>();
    plant.equipment().stream()
        .flatMap(equipment -> equipment.properties().stream())
        .filter(mapping -> mapping.endpoint().equals(server.id()))
        .forEach(mapping -> nodes.add(mapping.address()));
    return OpcUaEndpoint.builder(server.id(), server.url())
        .security(security(server))
        .userToken(user(server.user()))
        .publishingInterval(server.publishingInterval())
        .samplingInterval(server.samplingInterval())
        .queueSize(queueSize(server))
        .surviveOutage(server.surviveOutage())
        .items(List.copyOf(nodes))
        .build();
  }

  /** Room for all samples of the outage to survive: what does not fit, the server throws away. */
  private static int queueSize(OpcUaServer server) {
    long samplingMillis = Math.max(1, server.samplingInterval().toMillis());
    long samples = server.surviveOutage().toMillis() / samplingMillis + 1;
    return (int) Math.min(LARGEST_QUEUE, Math.max(SMALLEST_QUEUE, samples));
  }

  private static OpcUaSecurity security(OpcUaServer server) {
    if (server.securityMode() == OpcUaServer.SecurityMode.NONE) {
      return OpcUaSecurity.NONE;
    }
    return switch (server.securityPolicy()) {
      case "Basic256Sha256" -> OpcUaSecurity.BASIC256SHA256;
      case "Aes128_Sha256_RsaOaep" -> OpcUaSecurity.AES128_SHA256_RSA_OAEP;
      case "Aes256_Sha256_RsaPss" -> OpcUaSecurity.AES256_SHA256_RSA_PSS;
      default -> OpcUaSecurity.BEST;
    };
  }

  private static OpcUaUserToken user(Credentials credentials) {
    return credentials instanceof Credentials.UserPassword login
        ? OpcUaUserToken.password(login.user(), login.password()::reveal)
        : OpcUaUserToken.anonymous();
  }

  private static MtConnectAgent agent(io.resonance.schema.plant.MtConnectAgent agent) {
    MtConnectAgent settings =
        MtConnectAgent.of(agent.id(), URI.create(agent.url()))
            .withStream(agent.interval(), OBSERVATIONS_PER_DOCUMENT)
            .withPatience(agent.surviveOutage().dividedBy(3), agent.surviveOutage())
            .withCredentials(credentials(agent.credentials()));
    return agent.trust() instanceof TlsTrust.PemFile pem
        ? settings.withTrust(pem.path())
        : settings;
  }

  private static MtConnectCredentials credentials(Credentials credentials) {
    if (credentials instanceof Credentials.UserPassword login) {
      return new MtConnectCredentials.Basic(login.user(), secret(login.password()));
    }
    if (credentials instanceof Credentials.Bearer bearer) {
      return new MtConnectCredentials.Bearer(secret(bearer.token()));
    }
    return new MtConnectCredentials.Anonymous();
  }

  private static MtConnectSecret secret(Secret reference) {
    return new MtConnectSecret(reference.toString());
  }
}

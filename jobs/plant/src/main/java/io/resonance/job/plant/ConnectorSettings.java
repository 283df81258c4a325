package io.resonance.job.plant;

import io.resonance.connector.mtconnect.source.MtConnectAccess;
import io.resonance.connector.mtconnect.source.MtConnectAgent;
import io.resonance.connector.mtconnect.source.MtConnectCredentials;
import io.resonance.connector.mtconnect.source.MtConnectSecret;
import io.resonance.connector.mtconnect.source.MtConnectSplitBy;
import io.resonance.connector.opcua.source.OpcUaConditions;
import io.resonance.connector.opcua.source.OpcUaEndpoint;
import io.resonance.connector.opcua.source.OpcUaNodeSelection;
import io.resonance.normalize.opcua.OpcUaConnections;
import io.resonance.normalize.opcua.OpcUaSelections;
import io.resonance.schema.plant.AgentAccess;
import io.resonance.schema.plant.AgentDevice;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.Equipment;
import io.resonance.schema.plant.HttpProxy;
import io.resonance.schema.plant.OpcUaServer;
import io.resonance.schema.plant.PlantFile;
import io.resonance.schema.plant.PropertyMapping;
import io.resonance.schema.plant.Secret;
import io.resonance.schema.plant.TlsIdentity;
import io.resonance.schema.plant.TlsTrust;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Translates the plant file into the settings of the connectors, which know nothing of plant files.
 */
final class ConnectorSettings {

  /** Large enough to catch up fast, small enough to be parsed in one go. */
  private static final int OBSERVATIONS_PER_DOCUMENT = 10_000;

  private ConnectorSettings() {}

  /** The servers, each with the nodes that some equipment names or finds. */
  static List<OpcUaEndpoint> opcua(PlantFile plant) {
    return plant.opcua().servers().stream().map(server -> endpoint(plant, server)).toList();
  }

  static List<MtConnectAgent> mtconnect(PlantFile plant) {
    return plant.mtconnect().agents().stream().map(ConnectorSettings::agent).toList();
  }

  /**
   * How an agent is divided. Properties of an equipment get their names from all it has of the
   * agent together, so an agent of which an equipment has more than one device is read as one.
   */
  static MtConnectSplitBy splitBy(PlantFile plant, String agentId) {
    boolean severalInOne =
        plant.equipment().stream().anyMatch(equipment -> mayTakeSeveralDevices(equipment, agentId));
    if (severalInOne) {
      return MtConnectSplitBy.AGENT;
    }
    return plant.mtconnect().agents().stream()
        .filter(agent -> agent.id().equals(agentId))
        .map(agent -> MtConnectSplitBy.valueOf(agent.splitBy().name()))
        .findFirst()
        .orElse(MtConnectSplitBy.AUTO);
  }

  // a device that is not named may be any of them, and a data item may be of any of them
  private static boolean mayTakeSeveralDevices(Equipment equipment, String agentId) {
    List<String> devices =
        equipment.agentDevices().stream()
            .filter(device -> device.agent().equals(agentId))
            .map(AgentDevice::device)
            .toList();
    boolean mapped =
        equipment.properties().stream().anyMatch(mapping -> mapping.endpoint().equals(agentId));
    return devices.size() > 1 || devices.contains("") || (mapped && !devices.isEmpty());
  }

  private static OpcUaEndpoint endpoint(PlantFile plant, OpcUaServer server) {
    OpcUaEndpoint.Builder endpoint =
        OpcUaConnections.connection(server).items(nodes(plant, server));
    mappings(plant, server)
        .filter(PropertyMapping::isByPath)
        .map(PropertyMapping::address)
        .distinct()
        .forEach(path -> endpoint.select(OpcUaNodeSelection.path(path)));
    plant.equipment().stream()
        .flatMap(equipment -> equipment.discoveries().stream())
        .filter(entry -> entry.endpoint().equals(server.id()))
        .forEach(entry -> endpoint.select(OpcUaSelections.of(entry)));
    return endpoint.conditions(conditions(plant, server)).build();
  }

  /** The nodes that some equipment names by NodeId, each once. */
  static List<String> nodes(PlantFile plant, OpcUaServer server) {
    return mappings(plant, server)
        .filter(mapping -> !mapping.isByPath())
        .map(PropertyMapping::address)
        .distinct()
        .toList();
  }

  private static Stream<PropertyMapping> mappings(PlantFile plant, OpcUaServer server) {
    return plant.equipment().stream()
        .flatMap(equipment -> equipment.properties().stream())
        .filter(mapping -> mapping.endpoint().equals(server.id()));
  }

  /** Only a server that some equipment names under {@code conditions} is asked for them. */
  private static OpcUaConditions conditions(PlantFile plant, OpcUaServer server) {
    boolean wanted =
        plant.equipment().stream()
            .flatMap(equipment -> equipment.conditions().stream())
            .anyMatch(source -> source.endpoint().equals(server.id()));
    return wanted ? OpcUaConditions.ofServer() : OpcUaConditions.none();
  }

  private static MtConnectAgent agent(io.resonance.schema.plant.MtConnectAgent agent) {
    AgentAccess access = agent.access();
    MtConnectAgent settings =
        MtConnectAgent.of(agent.id(), URI.create(agent.url()))
            .withStream(agent.interval(), OBSERVATIONS_PER_DOCUMENT)
            .withPatience(agent.surviveOutage().dividedBy(3), agent.surviveOutage())
            .withCredentials(credentials(access.credentials()))
            .withIdentity(identity(access.identity()))
            .withProxy(proxy(access.proxy()));
    return access.trust() instanceof TlsTrust.PemFile pem
        ? settings.withTrust(pem.path())
        : settings;
  }

  private static MtConnectAccess.Identity identity(TlsIdentity identity) {
    if (identity instanceof TlsIdentity.PemFiles pem) {
      return new MtConnectAccess.Identity.Pem(
          pem.certificate(), pem.key(), secret(pem.keyPassword()));
    }
    if (identity instanceof TlsIdentity.Pkcs12File store) {
      return new MtConnectAccess.Identity.Pkcs12(store.path(), secret(store.password()));
    }
    return new MtConnectAccess.Identity.None();
  }

  private static MtConnectAccess.Proxy proxy(HttpProxy proxy) {
    return proxy instanceof HttpProxy.Via via
        ? new MtConnectAccess.Proxy.Http(URI.create(via.url()), credentials(via.credentials()))
        : new MtConnectAccess.Proxy.Direct();
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
    return reference.equals(Secret.none())
        ? MtConnectSecret.none()
        : new MtConnectSecret(reference.toString());
  }
}

package io.resonance.schema.plant;

import java.io.Serializable;
import java.util.List;

/**
 * The one file a deployer writes: which machines are read, what their values mean, and where
 * results go. Relative paths inside are resolved against the folder of the file when it is loaded,
 * so that every path here is absolute.
 *
 * @param plant name and hierarchy of the plant
 * @param profile the profile everything is normalized and checked under
 * @param kafka where records go
 * @param registry where their schemas are registered
 * @param mes the MES that gets messages; {@link MesTarget.None} where there is none
 * @param checkpoints where and how often the job's state is saved
 * @param opcua the OPC UA servers to read
 * @param mtconnect the MTConnect agents to read
 * @param equipment the machines, and which values of the servers and agents are theirs
 * @param models the AI models and the equipment they watch
 */
public record PlantFile(
    Plant plant,
    ProfileReference profile,
    KafkaTarget kafka,
    RegistryTarget registry,
    MesTarget mes,
    Checkpoints checkpoints,
    OpcUaSection opcua,
    MtConnectSection mtconnect,
    List<Equipment> equipment,
    List<ModelUse> models)
    implements Serializable {

  public PlantFile {
    equipment = List.copyOf(equipment);
    models = List.copyOf(models);
  }

  /** Whether results are delivered somewhere: to a MES, or to nodes of OPC UA servers. */
  public boolean deliversResults() {
    return mes.messages().isPresent() || writesNodes();
  }

  /** Whether results are written to nodes of OPC UA servers. */
  public boolean writesNodes() {
    return opcua.servers().stream().anyMatch(server -> !server.writes().isEmpty());
  }
}

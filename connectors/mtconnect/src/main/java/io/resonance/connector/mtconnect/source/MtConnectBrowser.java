package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.browse.BrowsedDocuments;
import io.resonance.connector.mtconnect.client.browse.DocumentFile;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import io.resonance.connector.mtconnect.client.request.AgentReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Shows what an agent has, once, for a person; blocks for a few seconds at most. */
public final class MtConnectBrowser {
  private MtConnectBrowser() {}

  /**
   * What an agent describes. Texts that it does not give are empty.
   *
   * @param version version of the agent
   * @param instanceId present instanceId
   * @param bufferSize observations its buffer holds
   * @param devices names of its devices
   * @param dataItems their DataItems, in document order
   */
  public record Model(
      String version,
      String instanceId,
      String bufferSize,
      List<String> devices,
      List<MtConnectDataItemDescription> dataItems) {
    public Model {
      devices = List.copyOf(devices);
      dataItems = List.copyOf(dataItems);
    }
  }

  /**
   * The device model, as a probe request gives it.
   *
   * @throws MtConnectRefusedException if the agent cannot be reached or answers something else
   */
  public static Model probe(MtConnectAgent agent) throws MtConnectRefusedException {
    try (AgentReading reading = new AgentReading(agent)) {
      return BrowsedDocuments.model(reading.probe().xml());
    } catch (MtConnectDocumentException e) {
      throw refused(agent, e);
    }
  }

  /**
   * The device model of a saved answer to a probe request, XML or JSON, also packed with gzip.
   *
   * @throws MtConnectRefusedException if the file holds something else
   */
  public static Model read(Path file) throws IOException, MtConnectRefusedException {
    try {
      return DocumentFile.model(file);
    } catch (MtConnectDocumentException e) {
      throw new MtConnectRefusedException(
          "The file %s describes no devices: %s. Give it the answer of an agent to /probe, in XML or JSON."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * The present state, as a current request gives it.
   *
   * @throws MtConnectRefusedException if the agent cannot be reached or refuses
   */
  public static MtConnectBatch current(MtConnectAgent agent) throws MtConnectRefusedException {
    try (AgentReading reading = new AgentReading(agent)) {
      return new BrowsedDocuments(agent.id()).batch(reading.current().xml());
    } catch (MtConnectDocumentException e) {
      throw refused(agent, e);
    }
  }

  /**
   * The oldest observations of the buffer, as many as {@link MtConnectAgent#count()} allows.
   *
   * @throws MtConnectRefusedException if the agent cannot be reached or refuses
   */
  public static MtConnectBatch oldest(MtConnectAgent agent) throws MtConnectRefusedException {
    try (AgentReading reading = new AgentReading(agent)) {
      return new BrowsedDocuments(agent.id()).batch(reading.oldest().xml());
    } catch (MtConnectDocumentException e) {
      throw refused(agent, e);
    }
  }

  /**
   * Observations from a sequence number on, as many as {@link MtConnectAgent#count()} allows.
   *
   * @param from first sequence number, unsigned
   * @throws MtConnectRefusedException if the agent cannot be reached or refuses
   */
  public static MtConnectBatch sample(MtConnectAgent agent, long from)
      throws MtConnectRefusedException {
    try (AgentReading reading = new AgentReading(agent)) {
      return new BrowsedDocuments(agent.id()).batch(reading.sample(from).xml());
    } catch (MtConnectDocumentException e) {
      throw refused(agent, e);
    }
  }

  private static MtConnectRefusedException refused(
      MtConnectAgent agent, MtConnectDocumentException e) {
    return new MtConnectRefusedException(
        "MTConnect agent at %s: %s. Check the URL and what is asked for; `resonance mtconnect doctor` looks closer."
            .formatted(agent.url(), e.getMessage()),
        e);
  }
}

package io.resonance.connector.mtconnect.source;

import io.resonance.connector.mtconnect.client.browse.DocumentFile;
import io.resonance.connector.mtconnect.client.document.MtConnectDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a document holds, read as the source reads it; from a file of one document (XML or JSON, or
 * either packed with gzip) or of a multipart stream.
 *
 * @param kind what it is
 * @param version version of the agent, empty if not said
 * @param sequences of its Header; empty unless it is a streams document
 * @param observations how many by category
 * @param devices names of the devices it describes
 * @param dataItems how many it describes
 * @param assets how many it holds
 * @param errors what the agent says is wrong, as {@code CODE: text}
 * @param oddities faults that were tolerated
 * @param problem why it cannot be read, empty if it can
 */
public record MtConnectDocument(
    Kind kind,
    String version,
    String sequences,
    Map<MtConnectCategory, Integer> observations,
    List<String> devices,
    int dataItems,
    int assets,
    List<String> errors,
    List<MtConnectOddity> oddities,
    String problem) {

  /** What a document is. */
  public enum Kind {
    DEVICES,
    STREAMS,
    ASSETS,
    ERROR,
    /** Something else, or broken. */
    UNREADABLE
  }

  public MtConnectDocument {
    observations = Map.copyOf(observations);
    devices = List.copyOf(devices);
    errors = List.copyOf(errors);
    oddities = List.copyOf(oddities);
  }

  /** The documents of a file, in order. */
  public static List<MtConnectDocument> readAll(Path file)
      throws IOException, MtConnectRefusedException {
    try {
      return DocumentFile.read(file);
    } catch (MtConnectDocumentException e) {
      throw new MtConnectRefusedException(
          "The file %s cannot be read: %s. Give it MTConnect documents in XML or JSON, or a stream of them."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** How many observations there are in all. */
  public int size() {
    return observations.values().stream().mapToInt(Integer::intValue).sum();
  }
}

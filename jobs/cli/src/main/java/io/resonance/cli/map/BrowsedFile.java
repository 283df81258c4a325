package io.resonance.cli.map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.resonance.connector.opcua.source.OpcUaBrowsePath;
import io.resonance.connector.opcua.source.OpcUaItem;
import io.resonance.schema.kafka.StartRefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines that {@code resonance opcua browse --json} prints, saved in a file. */
final class BrowsedFile {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_NODES = 1_000_000;

  private BrowsedFile() {}

  /** Whether a file begins like one. */
  static boolean isOne(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      return first != null && first.startsWith("{") && first.contains("\"browsePath\"");
    } catch (CharacterCodingException packed) {
      return false;
    }
  }

  /** The nodes of a file. */
  static List<OpcUaItem> read(Path file) throws IOException {
    List<OpcUaItem> nodes = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          nodes.add(node(file, number, line));
        }
        if (nodes.size() > MOST_NODES) {
          throw new StartRefusedException(
              "%s has more than %d nodes. Browse a part of the server with --under."
                  .formatted(file, MOST_NODES));
        }
      }
    }
    return nodes;
  }

  private static OpcUaItem node(Path file, int number, String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      String path = OpcUaBrowsePath.parseFull(node.path("browsePath").asText()).text();
      return OpcUaItem.of(node.path("nodeId").asText()).at(path);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new StartRefusedException(
          "%s, line %d is no node as `resonance opcua browse URL --json` prints it: {\"browsePath\":..., \"nodeId\":...}. Save its output again."
              .formatted(file, number),
          e);
    }
  }
}

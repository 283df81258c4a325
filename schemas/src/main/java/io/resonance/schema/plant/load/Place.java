package io.resonance.schema.plant.load;

/**
 * Where something stands in a plant file.
 *
 * @param line from 1; 0 for the file as a whole
 * @param column from 1; 0 for the file as a whole
 * @param path keys from the top, such as {@code opcua.servers[0].url}; empty for the top
 */
record Place(int line, int column, String path) {

  static final Place WHOLE_FILE = new Place(0, 0, "");

  /** The same position, for a key below. */
  Place child(String key) {
    return new Place(line, column, path.isEmpty() ? key : path + "." + key);
  }
}

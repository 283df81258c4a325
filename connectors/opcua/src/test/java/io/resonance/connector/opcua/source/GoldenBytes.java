package io.resonance.connector.opcua.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes that a release wrote, which every later one must read. */
public final class GoldenBytes {

  private GoldenBytes() {}

  /** The bytes in {@code golden/opcua-NAME.hex}. */
  public static byte[] of(String name) throws IOException {
    String file = "/golden/opcua-%s.hex".formatted(name);
    try (var in = GoldenBytes.class.getResourceAsStream(file)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}

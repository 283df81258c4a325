package io.resonance.connector.mtconnect.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MtConnectEnumeratorStateSerializerTest {
  private final MtConnectEnumeratorStateSerializer serializer =
      new MtConnectEnumeratorStateSerializer();

  @Test
  void writesTheSameBytesAsTheSecondRelease() throws Exception {
    MtConnectEnumeratorState state =
        new MtConnectEnumeratorState(
            Set.of("saw", "lathe-1", "cell/mill 2", "cell/Drehmaschine ü"));
    byte[] golden = golden("mtconnect-enumerator-v2");
    assertThat(serializer.getVersion()).isEqualTo(2);
    assertThat(serializer.serialize(state)).isEqualTo(golden);
    assertThat(serializer.deserialize(2, golden)).isEqualTo(state);
  }

  @Test
  void readsAgentsOfTheFirstReleaseAsWholeAgents() throws Exception {
    assertThat(serializer.deserialize(1, golden("mtconnect-enumerator-v1")))
        .isEqualTo(new MtConnectEnumeratorState(Set.of("lathe-1", "saw")));
  }

  @Test
  void refusesStateOfALaterVersion() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3 cannot be read; this release knows up to 2");
  }

  private byte[] golden(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/golden/" + name + ".hex")) {
      return HexFormat.of()
          .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }
}

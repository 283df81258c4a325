package io.resonance.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.resonance.schema.kafka.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

  @TempDir Path parent;

  @Test
  void emptiesAFolderThatADemoMade() throws Exception {
    Path folder = parent.resolve("demo");
    DemoFolder.empty(folder);
    Files.writeString(folder.resolve("old"), "old");
    DemoFolder.empty(folder);
    assertThat(folder.resolve("old")).doesNotExist();
  }

  @Test
  void neverDeletesWhatIsNotItsOwn() throws Exception {
    Path precious = Files.writeString(parent.resolve("precious"), "precious");
    assertThatThrownBy(() -> DemoFolder.empty(parent))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("holds files that this command did not put there");
    assertThat(precious).exists();
  }
}

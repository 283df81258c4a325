package io.resonance.schema.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProfileCatalogueTest {

  /**
   * {@code mvn -pl schemas test -Dtest=ProfileCatalogueTest -Dprofile.write=true} writes it anew.
   */
  @Test
  void isWhatTheResourcesSay() throws IOException {
    assertIsIn("PROFILE.md", ProfileCatalogue.of(Profile.load("mdr-profile-0.1")));
  }

  @Test
  void listsTheUnitsByThemselves() throws IOException {
    assertIsIn("UNITS.md", ProfileCatalogue.unitsOf(Profile.load("mdr-profile-0.1")));
  }

  private static void assertIsIn(String name, String catalogue) throws IOException {
    Path file = Path.of(name);
    if (Boolean.getBoolean("profile.write")) {
      Files.writeString(file, catalogue);
    }
    assertThat(file).content().isEqualTo(catalogue);
  }

  @Test
  void marksWhatNobodyHasCheckedYet() {
    assertThat(ProfileCatalogue.of(Profile.load("mdr-profile-0.1")))
        .contains("; checked: spec-text, nodeset\n")
        .containsPattern("\\| equipment-category \\|.*\\| \\*\\*not checked\\*\\* \\|");
  }

  @Test
  void claimsConformanceToTheProfileAlone() {
    assertThat(ProfileCatalogue.of(Profile.load("mdr-profile-0.1")))
        .contains("A record may say \"conforms to mdr-profile 0.1\"")
        .contains("nothing made under this profile may say that it conforms to GB/T 45288-2026");
  }
}

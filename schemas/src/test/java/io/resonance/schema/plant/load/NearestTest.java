package io.resonance.schema.plant.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("security-policy", "security-mode", "url", "user", "stale");

  @Test
  void findsWordsWithLettersMissingAddedChangedOrSwapped() {
    assertThat(Nearest.to("securty-mode", KNOWN)).contains("security-mode");
    assertThat(Nearest.to("urll", KNOWN)).contains("url");
    assertThat(Nearest.to("usar", KNOWN)).contains("user");
    assertThat(Nearest.to("stael", KNOWN)).contains("stale");
  }

  @Test
  void doesNotMindHowWordsAreJoined() {
    assertThat(Nearest.to("securityPolicy", KNOWN)).contains("security-policy");
    assertThat(Nearest.to("SECURITY_MODE", KNOWN)).contains("security-mode");
  }

  @Test
  void suggestsNothingThatIsFarAway() {
    assertThat(Nearest.to("zookeeper", KNOWN)).isEmpty();
    assertThat(Nearest.to("", KNOWN)).isEmpty();
  }
}

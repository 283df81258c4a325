package io.resonance.connector.opcua.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaPathPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Objects/Mill/speed       | /Objects/nsu=u;Mill/nsu=u;speed   | true",
        "/Objects/Mill/speed       | /Objects/nsu=u;Mill               | false",
        "/Objects/nsu=u;Mill/speed | /Objects/nsu=u;Mill/nsu=v;speed   | true",
        "/Objects/nsu=v;Mill/speed | /Objects/nsu=u;Mill/nsu=u;speed   | false",
        "/Objects/**               | /Objects/nsu=u;Mill/nsu=u;speed   | true",
        "/Objects/**/speed         | /Objects/nsu=u;speed              | true",
        "/Objects/**/a/**/b        | /Objects/a/x/a/y/b                | true",
        "/Objects/**/a/**/b        | /Objects/x/y/b                    | false",
        "/Objects/*/speed          | /Objects/nsu=u;Mill/nsu=u;speed   | true",
        "/Objects/*/speed          | /Objects/speed                    | false",
        "/Objects/*                | /Objects/a/b                      | false",
        "/Objects/T?mp*            | /Objects/Temperature              | true",
        "/Objects/T?mp*            | /Objects/Tmp                      | false",
        "/Objects/a&*b             | /Objects/a&*b                     | true",
        "/Objects/a&*b             | /Objects/axb                      | false",
        "/Objects/nsu=http://x/y;a | /Objects/nsu=http://x/y;a         | true",
        "/Objects/a.b(c)[1]+$      | /Objects/a.b(c)[1]+$              | true",
        "/Objects/a.c              | /Objects/abc                      | false",
      })
  void matches(String pattern, String path, boolean expected) {
    assertThat(OpcUaPathPattern.compile(pattern).matches(OpcUaBrowsePath.parseFull(path)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Objects/2:Mill", "/Objects/ns=2;Mill"})
  void refusesANamespaceIndex(String path) {
    assertThatThrownBy(() -> OpcUaPathPattern.compile(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by its index")
        .hasMessageContaining("nsu=<namespace URI>;<name>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Objects/Mill", "/Objects//Mill", "/Objects/nsu=;a", "/Objects/nsu=u", "/a&"})
  void refusesWhatIsNoPath(String path) {
    assertThatThrownBy(() -> OpcUaBrowsePath.parse(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A path looks like");
  }

  @Test
  void refusesAWildcardInAPath() {
    assertThatThrownBy(() -> OpcUaNodeSelection.path("/Objects/*/speed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has a wildcard");
  }

  @Test
  void refusesAGlobThatBeginsAtTheRoot() {
    OpcUaNodeSelection.Search search = OpcUaNodeSelection.under("/Objects/Mill");
    assertThatThrownBy(() -> search.glob("/**"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("counted from /Objects/Mill");
  }

  @Test
  void readsThePathItWrote() {
    OpcUaBrowsePath path =
        OpcUaBrowsePath.parseFull("/Objects/nsu=http://x/y;a&/b/nsu=u;&&&*&?/nsu=u;nsu=c");
    assertThat(path.segments())
        .extracting(OpcUaBrowsePath.Segment::name)
        .containsExactly("Objects", "a/b", "&*?", "nsu=c");
    assertThat(OpcUaBrowsePath.parseFull(path.text())).isEqualTo(path);
    assertThat(OpcUaBrowsePath.parse(path.plain()).segments())
        .extracting(OpcUaBrowsePath.Segment::name)
        .containsExactly("Objects", "a/b", "&*?", "nsu=c");
  }

  @Test
  void leavesOutTheServerObjectUnlessItIsAskedFor() {
    OpcUaBrowsePath diagnostics = OpcUaBrowsePath.parseFull("/Objects/Server/ServerStatus");
    assertThat(new OpcUaSelectionMatcher(OpcUaNodeSelection.under("/Objects")).covers(diagnostics))
        .isFalse();
    assertThat(
            new OpcUaSelectionMatcher(OpcUaNodeSelection.under("/Objects/Server"))
                .covers(diagnostics))
        .isTrue();
  }
}

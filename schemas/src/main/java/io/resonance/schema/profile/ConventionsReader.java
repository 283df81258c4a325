package io.resonance.schema.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of error codes and endpoints. */
final class ConventionsReader {

  private ConventionsReader() {}

  static List<ErrorCode> errors(YamlEntry root) {
    List<ErrorCode> errors = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (YamlEntry entry : root.allowing("errors").field("errors").list()) {
      entry.allowing("code", "group", "meaning", "next");
      ErrorCode error =
          new ErrorCode(
              entry.text("code"),
              ProfileLoader.choice(ErrorCode.Group.class, entry.field("group")),
              RuleReader.localized(entry.field("meaning")),
              RuleReader.localized(entry.field("next")));
      if (!codes.add(error.group() + " " + error.code())) {
        throw entry.error("the code `%s` is there twice".formatted(error.code()));
      }
      errors.add(error);
    }
    return List.copyOf(errors);
  }

  static List<DataEndpoint> endpoints(YamlEntry root) {
    List<DataEndpoint> endpoints = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (YamlEntry entry : root.allowing("endpoints").field("endpoints").list()) {
      entry.allowing("id", "binding", "direction", "address", "payload", "key", "title", "basis");
      if (!ids.add(entry.text("id"))) {
        throw entry.error("the endpoint `%s` is there twice".formatted(entry.text("id")));
      }
      endpoints.add(
          new DataEndpoint(
              entry.text("id"),
              ProfileLoader.choice(DataEndpoint.Binding.class, entry.field("binding")),
              ProfileLoader.choice(DataEndpoint.Direction.class, entry.field("direction")),
              entry.text("address"),
              entry.text("payload"),
              entry.has("key") ? Optional.of(entry.text("key")) : Optional.empty(),
              RuleReader.localized(entry.field("title")),
              entry.text("basis")));
    }
    return List.copyOf(endpoints);
  }
}

package io.resonance.schema.plant.load;

import io.resonance.schema.plant.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What was read of one section. Keys that are wrong are missing here; defaults are filled in. The
 * methods that return a value at once throw {@link NoSuchElementException} if it is missing.
 */
final class Fields {

  private final Place place;
  private final Map<String, Field> byKey = new LinkedHashMap<>();

  Fields(Place place) {
    this.place = place;
  }

  Place place() {
    return place;
  }

  void put(String key, Field field) {
    byKey.put(key, field);
  }

  Optional<Field> field(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Where the value of the key stands, or the section if it is missing. */
  Place placeOf(String key) {
    return field(key)
        .filter(field -> !field.isDefault())
        .map(Field::place)
        .orElseGet(() -> place.child(key));
  }

  boolean has(String key) {
    return byKey.containsKey(key);
  }

  String text(String key) {
    return required(key).as(String.class);
  }

  int number(String key) {
    return required(key).as(Integer.class);
  }

  boolean flag(String key) {
    return required(key).as(Boolean.class);
  }

  Duration duration(String key) {
    return required(key).as(Duration.class);
  }

  Optional<String> maybeText(String key) {
    return field(key).map(field -> field.as(String.class));
  }

  Optional<Secret> secret(String key) {
    return field(key).map(field -> field.as(Secret.class));
  }

  Optional<Fields> section(String key) {
    return field(key).map(field -> field.as(Fields.class));
  }

  /** Entries of a list; none if the key is missing. */
  List<Field> items(String key) {
    return field(key).map(field -> ((List<?>) field.value()).stream()).stream()
        .flatMap(items -> items)
        .map(Field.class::cast)
        .toList();
  }

  /** Entries of a list of sections; none if the key is missing. */
  List<Fields> sections(String key) {
    return items(key).stream().map(item -> item.as(Fields.class)).toList();
  }

  /** Entries of free keys; none if the key is missing. */
  Map<String, Field> entries(String key) {
    Map<String, Field> entries = new LinkedHashMap<>();
    field(key)
        .ifPresent(
            field ->
                ((Map<?, ?>) field.value())
                    .forEach((name, entry) -> entries.put((String) name, (Field) entry)));
    return entries;
  }

  private Field required(String key) {
    return field(key)
        .orElseThrow(() -> new NoSuchElementException(place.path() + " has no key " + key));
  }
}

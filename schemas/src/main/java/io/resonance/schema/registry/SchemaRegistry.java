package io.resonance.schema.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.resonance.schema.kafka.StartRefusedException;
import io.resonance.schema.kafka.Topic;
import io.resonance.schema.plant.Credentials;
import io.resonance.schema.plant.KafkaTarget;
import io.resonance.schema.plant.RegistryTarget;
import io.resonance.schema.plant.TlsTrust;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The schemas of a plant in its registry: registers them, checks them, and looks up writers'
 * schemas for reading. Uses the Confluent client. Safe for use by several threads.
 */
public final class SchemaRegistry implements AutoCloseable {

  /** What a reader with the newest schema may rely on: it reads whatever was ever written. */
  public static final String COMPATIBILITY = "BACKWARD_TRANSITIVE";

  private static final int CACHED_SCHEMAS = 1000;
  private static final int NOT_FOUND = 404;

  private final String url;
  private final SchemaRegistryClient client;

  public SchemaRegistry(RegistryTarget target) {
    this.url = target.url();
    this.client =
        new CachedSchemaRegistryClient(
            List.of(target.url()), CACHED_SCHEMAS, clientProperties(target));
  }

  private static Map<String, Object> clientProperties(RegistryTarget target) {
    Map<String, Object> properties = new HashMap<>();
    if (target.credentials() instanceof Credentials.UserPassword login) {
      properties.put("basic.auth.credentials.source", "USER_INFO");
      properties.put("basic.auth.user.info", login.user() + ":" + login.password().reveal());
    } else if (target.credentials() instanceof Credentials.Bearer bearer) {
      properties.put("bearer.auth.credentials.source", "STATIC_TOKEN");
      properties.put("bearer.auth.token", bearer.token().reveal());
    }
    if (target.trust() instanceof TlsTrust.PemFile pem) {
      properties.put("schema.registry.ssl.truststore.type", "PEM");
      properties.put("schema.registry.ssl.truststore.location", pem.path());
    }
    return properties;
  }

  /** State of a topic's schema in the registry. */
  public record Subject(Topic topic, String name, Status status, String detail) {}

  /** How a topic's schema stands in the registry. */
  public enum Status {
    /** This very schema is registered. */
    REGISTERED,
    /** The subject does not hold this schema, and it may be registered. */
    MISSING,
    /** A schema in the subject forbids this one. */
    INCOMPATIBLE
  }

  /**
   * Compares the schemas of this release with those in the registry; changes nothing.
   *
   * @throws StartRefusedException if the registry cannot be asked
   */
  public List<Subject> check(KafkaTarget kafka) {
    List<Subject> subjects = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      subjects.add(check(topic, topic.subject(kafka)));
    }
    return subjects;
  }

  /**
   * Registers the schemas of this release; those already there are left alone.
   *
   * @return how each subject stood before
   * @throws StartRefusedException if a schema is incompatible or the registry cannot be asked;
   *     nothing is registered then
   */
  public List<Subject> register(KafkaTarget kafka) {
    List<Subject> before = check(kafka);
    refuseIncompatible(before);
    for (Subject subject : before) {
      if (subject.status() == Status.MISSING) {
        try {
          client.register(subject.name(), new AvroSchema(subject.topic().schema()));
          client.updateCompatibility(subject.name(), COMPATIBILITY);
        } catch (IOException | RestClientException failed) {
          throw refused("register the schema of " + subject.name(), failed);
        }
      }
    }
    return before;
  }

  /**
   * Ids under which the topics' records are written.
   *
   * @throws StartRefusedException if a schema is not registered or incompatible, or the registry
   *     cannot be asked
   */
  public Map<Topic, Integer> registeredIds(KafkaTarget kafka) {
    List<Subject> subjects = check(kafka);
    refuseIncompatible(subjects);
    List<String> missing =
        subjects.stream().filter(s -> s.status() == Status.MISSING).map(Subject::name).toList();
    if (!missing.isEmpty()) {
      throw new StartRefusedException(
          "The schemas of %s are not in the registry %s. Run `resonance schemas register --plant FILE` once, with a user who may write to the registry."
              .formatted(missing, url));
    }
    Map<Topic, Integer> ids = new EnumMap<>(Topic.class);
    for (Subject subject : subjects) {
      try {
        ids.put(
            subject.topic(),
            client.getId(subject.name(), new AvroSchema(subject.topic().schema())));
      } catch (IOException | RestClientException failed) {
        throw refused("look up the id of " + subject.name(), failed);
      }
    }
    return ids;
  }

  /**
   * The schema a record was written with.
   *
   * @throws IOException if the registry cannot be asked or does not know the id
   */
  public Schema writerSchema(int id) throws IOException {
    try {
      return ((AvroSchema) client.getSchemaById(id)).rawSchema();
    } catch (RestClientException unknown) {
      throw new IOException(
          "The registry %s has no schema with id %d: %s".formatted(url, id, unknown.getMessage()),
          unknown);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }

  private Subject check(Topic topic, String name) {
    try {
      List<Integer> versions = versions(name);
      for (int version : versions) {
        Schema theirs =
            new Schema.Parser().parse(client.getByVersion(name, version, false).getSchema());
        if (theirs.equals(topic.schema())) {
          return new Subject(topic, name, Status.REGISTERED, "version " + version);
        }
        Optional<String> clash = clash(topic.schema(), theirs);
        if (clash.isPresent()) {
          return new Subject(
              topic, name, Status.INCOMPATIBLE, "with version " + version + ": " + clash.get());
        }
      }
      return new Subject(
          topic,
          name,
          Status.MISSING,
          versions.isEmpty() ? "no version yet" : "newer than " + versions.size() + " registered");
    } catch (IOException | RestClientException failed) {
      throw refused("read the subject " + name, failed);
    } catch (RuntimeException failed) {
      throw new StartRefusedException(
          "The schema registry %s answered something that is not the Confluent API while %s was read: %s. Check registry.url in the plant file."
              .formatted(url, name, failed.getMessage()),
          failed);
    }
  }

  private List<Integer> versions(String subject) throws IOException, RestClientException {
    try {
      List<Integer> versions = new ArrayList<>(client.getAllVersions(subject));
      Collections.reverse(versions); // the newest is the likeliest to be ours
      return versions;
    } catch (RestClientException answer) {
      if (answer.getStatus() == NOT_FOUND) {
        return List.of();
      }
      throw answer;
    }
  }

  /**
   * Which field keeps a reader with our schema from reading their records; empty where none does.
   */
  private static Optional<String> clash(Schema ours, Schema theirs) {
    var pair = SchemaCompatibility.checkReaderWriterCompatibility(ours, theirs);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    for (var incompatibility : pair.getResult().getIncompatibilities()) {
      reasons.add(
          "%s at %s: %s"
              .formatted(
                  incompatibility.getType(),
                  fieldAt(ours, incompatibility.getLocation()),
                  incompatibility.getMessage()));
    }
    return Optional.of(String.join("; ", reasons));
  }

  /** Turns Avro's location, {@code /fields/5/type}, into the field's name. */
  private static String fieldAt(Schema schema, String location) {
    Schema current = schema;
    StringBuilder path = new StringBuilder();
    String[] steps = location.split("/", -1);
    for (int i = 0; i + 1 < steps.length; i++) {
      if (steps[i].equals("fields") && current.getType() == Schema.Type.RECORD) {
        Schema.Field field = current.getFields().get(Integer.parseInt(steps[i + 1]));
        path.append(path.isEmpty() ? "field " : ".").append(field.name());
        current = field.schema();
        if (current.getType() == Schema.Type.ARRAY) {
          current = current.getElementType();
        }
      }
    }
    return path.isEmpty() ? location : path.toString();
  }

  private static void refuseIncompatible(List<Subject> subjects) {
    List<String> clashes =
        subjects.stream()
            .filter(s -> s.status() == Status.INCOMPATIBLE)
            .map(s -> s.name() + " " + s.detail())
            .toList();
    if (!clashes.isEmpty()) {
      throw new StartRefusedException(
          "The registry holds schemas that this release cannot read: %s. Use another kafka.prefix, or the release that registered them."
              .formatted(String.join("; ", clashes)));
    }
  }

  private StartRefusedException refused(String what, Exception failed) {
    return new StartRefusedException(
        "The schema registry %s could not be asked to %s: %s. Check registry.url and its credentials in the plant file, and that the registry runs."
            .formatted(
                url,
                what,
                failed.getMessage() == null
                    ? failed.getClass().getSimpleName()
                    : failed.getMessage()),
        failed);
  }
}

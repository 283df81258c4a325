package io.resonance.cli;

import java.nio.file.Path;

/** Folders of the unpacked distribution; {@code bin/resonance} says where it lies. */
final class Distribution {

  private Distribution() {}

  /** The folder with bin, lib, conf and registry. */
  static Path home() {
    return Path.of(System.getProperty("resonance.home", ".")).toAbsolutePath().normalize();
  }

  /** Where the demo keeps everything it makes. */
  static Path demoFolder() {
    return home().resolve("demo");
  }

  /** The unpacked schema registry. */
  static Path registry() {
    return home().resolve("registry");
  }

  /** Configuration, example plant files and models. */
  static Path conf() {
    return home().resolve("conf");
  }
}

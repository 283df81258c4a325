package io.resonance.cli.local;

import java.nio.file.Path;

/** Folders of the unpacked distribution; {@code bin/resonance} says where it lies. */
public final class Distribution {

  private Distribution() {}

  /** The folder with bin, lib, conf and registry. */
  public static Path home() {
    return Path.of(System.getProperty("resonance.home", ".")).toAbsolutePath().normalize();
  }

  /** Where the demo keeps everything it makes. */
  public static Path demoFolder() {
    return home().resolve("demo");
  }

  /** The unpacked schema registry. */
  public static Path registry() {
    return home().resolve("registry");
  }

  /** Configuration, example plant files and models. */
  public static Path conf() {
    return home().resolve("conf");
  }

  /** Where a cluster of processes lives that nobody gave another folder. */
  public static Path cluster() {
    return home().resolve("cluster");
  }

  /** The file the parts of the command log to; {@code RESONANCE_LOG} names another one. */
  public static Path log() {
    return Path.of(
        System.getProperty("resonance.log", home().resolve("log/resonance.log").toString()));
  }
}

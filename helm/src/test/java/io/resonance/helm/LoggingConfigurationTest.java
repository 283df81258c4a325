package io.resonance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfiguration;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's logging, read by log4j itself. */
class LoggingConfigurationTest {

  private static final String LOG_FILE = "log.file";

  @TempDir private Path scratch;

  @Test
  void writesToTheConsoleAndToARollingFileAndKeepsLibrariesQuiet() throws IOException {
    Path file = scratch.resolve("flink.log");
    System.setProperty(LOG_FILE, file.toString());
    try (LoggerContext context = new LoggerContext("flink-conf");
        InputStream text =
            Files.newInputStream(ProjectFiles.FLINK_CONF.resolve("log4j2.properties"))) {
      PropertiesConfiguration configuration =
          new PropertiesConfigurationFactory()
              .getConfiguration(context, new ConfigurationSource(text));
      configuration.initialize();

      assertThat(configuration.getAppenders()).containsOnlyKeys("Console", "Rolling");
      assertThat(configuration.getRootLogger().getAppenderRefs()).hasSize(2);
      assertThat(configuration.getRootLogger().getLevel()).isEqualTo(Level.INFO);
      assertThat(configuration.getLoggerConfig("org.eclipse.milo").getLevel())
          .isEqualTo(Level.WARN);
      assertThat(configuration.getLoggerConfig("org.apache.kafka").getLevel())
          .isEqualTo(Level.WARN);
      assertThat(file).exists();
      configuration.getAppenders().values().forEach(appender -> appender.stop());
    } finally {
      System.clearProperty(LOG_FILE);
    }
  }
}

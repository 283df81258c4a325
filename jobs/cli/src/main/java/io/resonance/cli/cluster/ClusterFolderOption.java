package io.resonance.cli.cluster;

import io.resonance.cli.local.Distribution;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the folder of a cluster. */
final class ClusterFolderOption {

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Folder of the cluster. Default: cluster, in the distribution.")
  private Path folder;

  ClusterFolder open() {
    return new ClusterFolder(folder == null ? Distribution.cluster() : folder);
  }
}

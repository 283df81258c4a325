package io.resonance.cli.faults.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What files have got since a moment, the last lines of each. */
final class LogTail {

  private static final int BYTES = 64 * 1024;
  private static final int LINES = 25;
  private static final int LINE_LENGTH = 400;

  private final Map<Path, Long> sizes = new HashMap<>();

  /** Begins now. */
  LogTail(List<Path> files) throws IOException {
    for (Path file : files) {
      sizes.put(file, Files.exists(file) ? Files.size(file) : 0L);
    }
  }

  /** The last lines of each file that grew, under its name. */
  List<String> lines() throws IOException {
    List<String> all = new ArrayList<>();
    for (Map.Entry<Path, Long> file : sizes.entrySet()) {
      if (Files.exists(file.getKey())) {
        List<String> lines = since(file.getKey(), file.getValue());
        if (!lines.isEmpty()) {
          all.add("-- the end of " + file.getKey().getFileName());
          all.addAll(lines);
        }
      }
    }
    return all;
  }

  private static List<String> since(Path file, long start) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      // a file that is smaller than before was rolled over
      long from = Math.max(in.length() < start ? 0 : start, in.length() - BYTES);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.substring(0, Math.min(LINE_LENGTH, line.length())))
              .toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
  }
}

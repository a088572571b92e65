package dev.entente.server.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What stands in a bundle. */
final class Bundles {
  private Bundles() {}

  static byte[] file(Path bundle, String name) throws IOException {
    return Objects.requireNonNull(files(bundle).get(name), name);
  }

  static List<String> names(Path bundle) throws IOException {
    return new ArrayList<>(files(bundle).keySet());
  }

  private static Map<String, byte[]> files(Path bundle) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    byte[] tar =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(bundle))).readAllBytes();
    for (int at = 0; at + 512 <= tar.length && tar[at] != 0; ) {
      String name = text(tar, at, 100).replaceFirst("^/", "");
      int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
      files.put(name, Arrays.copyOfRange(tar, at + 512, at + 512 + size));
      at += 512 + (size + 511) / 512 * 512;
    }
    return files;
  }

  private static String text(byte[] tar, int from, int length) {
    String text = new String(tar, from, length, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}

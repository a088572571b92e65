package dev.entente.connectors.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A CSV or TSV file in UTF-8 whose first line names the columns. */
final class CsvFile {
  private static final int BETWEEN_PROGRESS = 20_000;

  private CsvFile() {}

  static void read(SourceFile file, char separator, Wanted wanted, Intake intake)
      throws IOException {
    long size = Files.size(file.real());
    try (var in = new BufferedInputStream(Files.newInputStream(file.real()))) {
      skipMark(in, file);
      var rows = new CsvRows(in, separator);
      int[] places = wanted.in(header(rows, file));
      int width = rows.cells();
      for (long n = 1; rows.next(); n++) {
        take(rows, width, places, intake);
        if (n % BETWEEN_PROGRESS == 0) {
          intake.progress(rows.consumed(), size, "bytes");
        }
      }
      intake.progress(size, size, "bytes");
    }
  }

  private static void take(CsvRows rows, int width, int[] places, Intake intake) {
    if (rows.isOpen()) {
      intake.breakOff(rows.line(), rows.broken());
      return;
    }
    if (!rows.broken().isEmpty()) {
      intake.leaveOut(rows.line(), rows.broken());
      return;
    }
    if (rows.cells() > width) {
      intake.leaveOut(rows.line(), "has " + rows.cells() + " cells where the header has " + width);
      return;
    }
    for (int field = 0; field < places.length; field++) {
      if (places[field] < rows.cells()) {
        Optional<String> text = rows.text(places[field]);
        if (text.isPresent()) {
          intake.text(field, text.get());
        } else {
          intake.odd(field, "not UTF-8");
        }
      }
    }
    intake.end(rows.line());
  }

  static List<String> header(CsvRows rows, SourceFile file) throws IOException {
    if (!rows.next()) {
      throw file.malformed("is empty; its first line names the columns");
    }
    if (!rows.broken().isEmpty()) {
      throw file.malformed("cannot be read: its header " + rows.broken());
    }
    List<String> header = new ArrayList<>(rows.cells());
    for (int i = 0; i < rows.cells(); i++) {
      header.add(rows.text(i).orElseThrow(() -> file.malformed("is not UTF-8; save it as UTF-8")));
    }
    return header;
  }

  /** Skips UTF-8's byte order mark and refuses those of UTF-16. */
  static void skipMark(InputStream in, SourceFile file) throws IOException {
    in.mark(3);
    byte[] start = in.readNBytes(3);
    int first = start.length < 2 ? 0 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
    if (first == 0xfffe || first == 0xfeff) {
      throw file.malformed("is UTF-16; save it as UTF-8");
    }
    if (first != 0xefbb || start.length < 3 || (start[2] & 0xff) != 0xbf) {
      in.reset();
    }
  }
}

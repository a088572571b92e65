import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Orchard's campaigns went, to be contributed. Only the one that is too old has a day, so that
 * the others do not become so.
 */
final class Campaigns {
  private static final int NEWS = 58;
  private static final List<String> CHANNELS =
      List.of("fair", "mail", "partner", "search", "webinar");

  private Campaigns() {}

  static void write(Path file) throws IOException {
    var draw = new Draw(20_260_104);
    List<String> rows = new ArrayList<>();
    for (int n = 1; n <= NEWS; n++) {
      rows.add(
          "%s-%03d,%.1f,%d,"
              .formatted(draw.one(CHANNELS), n, draw.between(4000, 90_000) / 10.0, draw.between(0, 60)));
    }
    rows.add(rows.get(6));
    rows.add("mail-900,-3,0,");
    rows.add("fair-901,1200,7,2019-05-31");
    rows.add("fair-902,800");
    Files.writeString(
        file, "campaign,spend,leads,as-of\r\n" + String.join("\r\n", rows) + "\r\n");
  }
}

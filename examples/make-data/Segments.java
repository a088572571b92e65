import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How Halden cuts its market: enough to plan a campaign together, nobody's name in it. */
final class Segments {
  static final List<String> INDUSTRIES =
      List.of(
          "Automotive", "Aviation", "Consumer electronics", "Education", "Gaming",
          "Industrial controls", "Medical devices", "Public transport", "Retail signage");
  private static final List<String> REGIONS =
      List.of("Benelux", "DACH", "France", "Iberia", "Italy", "Japan", "Nordics", "US");

  private Segments() {}

  static void write(Path file) throws IOException {
    var draw = new Draw(20_260_102);
    List<String> objects = new ArrayList<>();
    for (String industry : INDUSTRIES) {
      for (String region : REGIONS) {
        objects.add(object(draw, industry, region));
      }
    }
    Files.writeString(file, "[\n" + String.join(",\n", objects) + "\n]\n");
  }

  /** The growth is a text here and there, and once no number at all. */
  private static String object(Draw draw, String industry, String region) {
    String segment = (industry + "/" + region).toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    double growth = draw.percent(-9, 24);
    String cell =
        segment.equals("aviation/italy")
            ? "\"n/a\""
            : draw.once(10) ? "\"" + growth + "\"" : draw.once(10) ? "null" : "" + growth;
    return ("  {\"segment\": \"%s\", \"industry\": \"%s\", \"region\": \"%s\", \"accounts\": %d,"
            + " \"growth\": %s}")
        .formatted(segment, industry, region, draw.between(4, 90), cell);
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whom Halden sells displays to: an export as a sales system writes it, CRLF and all. */
final class Accounts {
  private static final int ROWS = 2400;
  private static final List<String> HEADER =
      List.of(
          "Account No",
          "Company",
          "Industry",
          "Headquarters Location",
          "Employees",
          "Parent Company",
          "Customer Since",
          "Gross Margin %",
          "Sales Notes");
  private static final List<String> FIRST =
      List.of(
          "Alder", "Brück", "Calder", "Dünen", "Elm & Sons", "Fjord", "Grün", "Hæst", "Iris",
          "Jürgens", "Kestrel", "Löwe", "Møller", "Nørd", "Orion", "Peña", "Quarz", "Rössler",
          "Šimek", "Tall Oak", "Ueda", "Vänern", "Weiß", "Ximénez", "Yarrow", "Złoty");
  private static final List<String> SECOND =
      List.of(
          "Automation", "Avionics", "Cars", "Devices", "Electronics", "Games", "Instruments",
          "Kliniken", "Learning", "Lighting", "Mobility", "Optik", "Retail", "Robotics",
          "Signage", "Systems", "Werke");
  private static final List<String> FORM =
      List.of("GmbH", "AG", "Ltd", "Inc.", "S.A.", "AB", "Oy", "B.V.", "S.p.A.", "KK");
  private static final List<String> CITIES =
      List.of(
          "München", "Zürich", "Malmö", "Kraków", "Łódź", "Århus", "São Paulo", "Turin", "Graz",
          "Eindhoven", "Oulu", "Osaka", "Leeds", "Austin, TX", "Denver, CO", "Toronto", "Lyon",
          "Győr", "Köln", "Bilbao");
  private static final List<String> PARENTS =
      List.of(
          "Nordwall Holding", "Castellan Group", "Ōmiya KK", "Ferrand & Cie", "Blue Harbor plc",
          "Sankt-Georg-Stiftung", "Tiber Partecipazioni");
  private static final List<String> NOTES =
      List.of(
          "renewal at risk", "asked for \"best price\"; gave 12 % off", "pays late",
          "will switch to OLED next year", "CEO knows our chairman", "");

  private final Draw draw = new Draw(20_260_101);

  static void write(Path file) throws IOException {
    var accounts = new Accounts();
    List<String> lines = new ArrayList<>();
    lines.add(line(HEADER));
    for (int n = 1; n <= ROWS; n++) {
      lines.add(line(accounts.row(n)));
    }
    Files.writeString(file, lines.stream().map(l -> l + "\r\n").collect(Collectors.joining()));
  }

  private List<String> row(int n) {
    String company = draw.one(FIRST) + " " + draw.one(SECOND) + " " + draw.one(FORM);
    var since = LocalDate.of(draw.between(2009, 2025), draw.between(1, 12), draw.between(1, 28));
    return List.of(
        account(n),
        draw.once(60) ? " " + company + "  " : company,
        draw.once(50) ? "NA" : draw.one(Segments.INDUSTRIES),
        draw.once(25) ? "" : draw.one(CITIES),
        employees(),
        draw.once(3) ? draw.one(PARENTS) : "",
        draw.once(40) ? "" : since.toString(),
        draw.once(12) ? "" : String.valueOf(draw.percent(8, 46)),
        draw.one(NOTES));
  }

  /** Numbered, but twice a number came again, and once it is missing. */
  private static String account(int n) {
    return switch (n) {
      case 700 -> "A-0312";
      case 1500 -> "A-1499";
      case 1900 -> "";
      default -> "A-%04d".formatted(n);
    };
  }

  private String employees() {
    int headcount = draw.headcount();
    if (draw.once(300)) {
      return "ca. " + headcount;
    }
    return draw.once(20) ? "" : String.valueOf(headcount);
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Accounts::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Makes the data of the example alliance, the same bytes every time. From the repository, once it
 * is built:
 *
 * <pre>{@code
 * java -cp 'gateway/server/target/lib/*' examples/make-data/MakeData.java \
 *     examples/displays-and-phones
 * }</pre>
 *
 * <p>Names, people and figures are invented. They are untidy on purpose, as real ones are.
 */
final class MakeData {
  private MakeData() {}

  public static void main(String[] args) throws IOException, SQLException {
    if (args.length != 1) {
      System.err.println("say the alliance to write to, such as examples/displays-and-phones");
      System.exit(2);
    }
    Path alliance = Path.of(args[0]);
    Path ours = Files.createDirectories(alliance.resolve("data"));
    Accounts.write(ours.resolve("accounts.csv"));
    Segments.write(ours.resolve("segments.json"));
    Roadmap.write(ours.resolve("roadmap.parquet"));
    Path theirs = Files.createDirectories(alliance.resolve("contributions"));
    Campaigns.write(theirs.resolve("campaigns.csv"));
  }
}

package dev.entente.server.trade;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.peers.FollowedLog.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * The entries that the peer's log has of our agreement there, each proved to be in it, kept here. A
 * log that is lost or changed there is not lost here.
 */
final class Mirror {
  static final String FILE = "entries.ndjson";

  private static final int PAGE = 500;

  private final Notebook notebook;
  private long next;

  private Mirror(Notebook notebook) {
    this.notebook = notebook;
  }

  /** Opens it; told are the entries that it has. */
  static Mirror in(Notebook notebook, Consumer<Mirrored> each) {
    var mirror = new Mirror(notebook);
    for (String line : notebook.lines()) {
      Mirrored entry = read(Doc.of(Json.read(line.getBytes(StandardCharsets.UTF_8))));
      mirror.next = entry.index() + 1;
      each.accept(entry);
    }
    return mirror;
  }

  /**
   * Goes back to before an entry, which the peer's log lost with all that came after it. What was
   * kept of them stays beside, under another name.
   *
   * @param folder in which the peer's entries are kept
   * @throws Unavailable if it cannot be done
   */
  static void stepBack(Path folder, long from, String recovery) {
    Notebook notebook = Notebook.in(folder, FILE);
    List<String> left =
        notebook.lines().stream()
            .filter(
                line ->
                    read(Doc.of(Json.read(line.getBytes(StandardCharsets.UTF_8)))).index() < from)
            .toList();
    notebook.replace(left, "entries-before-" + recovery + ".ndjson");
  }

  /**
   * Fetches those that are new, up to the size of the log that is looked at.
   *
   * @return how many
   * @throws NoAnswer if one is not in the log, or cannot be read; none of its page is kept then
   */
  int fetch(AgreementCalls peer, View log, Consumer<Mirrored> each) {
    int fetched = 0;
    boolean more = true;
    while (more) {
      Doc page = peer.entries(next, PAGE).orThrow().document();
      List<Mirrored> entries = entries(page, log);
      more = entries.size() == PAGE;
      for (Mirrored entry : entries) {
        next = entry.index() + 1;
        each.accept(entry);
      }
      fetched += entries.size();
    }
    return fetched;
  }

  private List<Mirrored> entries(Doc page, View log) {
    var entries = new ArrayList<Mirrored>();
    var lines = new ArrayList<String>();
    try {
      for (Doc listed : page.at("entries").items()) {
        Mirrored entry = read(listed);
        if (entry.index() >= log.size()) {
          break; // it came after we looked at the log, and is there next time
        }
        log.holds(entry.index(), entry.leaf());
        entries.add(entry);
        lines.add(line(listed));
      }
    } catch (Malformed e) {
      throw new NoAnswer("the peer's entries cannot be read: " + e.getMessage());
    }
    notebook.note(lines);
    return entries;
  }

  private static Mirrored read(Doc listed) {
    return Mirrored.of(
        new Stored(
            listed.at("index").count(), Base64.getDecoder().decode(listed.at("entry").text())));
  }

  private static String line(Doc listed) {
    var line = new LinkedHashMap<String, Object>();
    line.put("index", listed.at("index").count());
    line.put("entry", listed.at("entry").text());
    return new String(Json.write(line), StandardCharsets.UTF_8);
  }
}

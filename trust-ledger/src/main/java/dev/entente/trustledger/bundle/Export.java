package dev.entente.trustledger.bundle;

import dev.entente.signature.Jwks;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.Kept;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Tile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Writes the bundle of a log, up to the newest checkpoint there is when it begins. */
public final class Export {
  private static final String SEE = "; see what the audit says of it";

  private final LogReader log;
  private final VerifierKeys logKeys;
  private final Jwks gateway;
  private final Optional<String> checkpoint;
  private final List<String> others;
  private final About about;
  private List<Kept> chunk = List.of();

  private Export(
      LogReader log, VerifierKeys logKeys, NoteVerifier notes, Jwks gateway, List<String> others) {
    this.log = log;
    this.logKeys = logKeys;
    this.gateway = gateway;
    this.checkpoint = log.checkpoint();
    this.others = List.copyOf(others);
    long entries = checkpoint.map(it -> size(it, logKeys, notes)).orElse(0L);
    this.about = new About(entries, others.size(), checkpoint.isPresent());
  }

  private static long size(String note, VerifierKeys logKeys, NoteVerifier notes) {
    try {
      Note parsed = Note.parse(note.getBytes(StandardCharsets.UTF_8));
      return Checkpoint.open(parsed, logKeys, notes).size();
    } catch (NoteException e) {
      throw new StoreException(
          "the kept checkpoint is not one that the log's key signed: " + e.getMessage(), e);
    }
  }

  /**
   * Writes it; takes no more memory for a longer log.
   *
   * @param gateway the keys that the gateway may have signed terms with
   * @param others further checkpoints of this log
   * @throws StoreException if the log cannot be read, or lacks an entry or a tile
   * @throws IOException if it cannot be written
   */
  public static void write(
      OutputStream out,
      LogReader log,
      VerifierKeys logKeys,
      NoteVerifier notes,
      Jwks gateway,
      List<String> others,
      Progress progress)
      throws IOException {
    new Export(log, logKeys, notes, gateway, others).write(out, progress);
  }

  private void write(OutputStream out, Progress progress) throws IOException {
    var container = new Container(out);
    Iterator<Member> members = Member.of(about).iterator();
    while (members.hasNext()) {
      Member member = members.next();
      if (member instanceof Member.Entries(Tile leaves)) {
        progress.at(leaves.index() * Tile.FULL, about.entries());
      }
      container.add(member, content(member));
    }
    container.finish();
    progress.at(about.entries(), about.entries());
  }

  private byte[] content(Member member) {
    return switch (member) {
      case Member.Text text -> text(text).getBytes(StandardCharsets.UTF_8);
      case Member.Entries(Tile leaves) -> {
        chunk = entries(leaves);
        yield Packed.entries(chunk);
      }
      case Member.Beside _ -> Packed.beside(chunk, chunk.stream().map(log::memory).toList());
      case Member.Hashes(Tile tile) ->
          log.tile(tile.level(), tile.index())
              .orElseThrow(() -> new StoreException("the log lacks " + tile.path() + SEE));
    };
  }

  private String text(Member.Text text) {
    if (text.equals(Member.ABOUT)) {
      return about.toString();
    } else if (text.equals(Member.LOG_KEY)) {
      return logKeys + "\n";
    } else if (text.equals(Member.JWKS)) {
      return gateway.toJson() + "\n";
    } else if (text.equals(Member.CHECKPOINT)) {
      return checkpoint.orElseThrow();
    }
    return others.get(Integer.parseInt(text.name().replaceFirst("^.*/", "")));
  }

  private List<Kept> entries(Tile leaves) {
    long first = leaves.index() * Tile.FULL;
    List<Kept> entries = log.entries(first, leaves.width());
    for (int i = 0; i < leaves.width(); i++) {
      if (i >= entries.size() || entries.get(i).index() != first + i) {
        throw new StoreException("the log lacks entry " + (first + i) + SEE);
      }
    }
    return entries;
  }
}

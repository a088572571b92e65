package dev.entente.server.receipt;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.ledger.Statement;
import dev.entente.server.show.Printable;
import dev.entente.signature.Jwks;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the statement of a week without the gateway: the gateway signed it, and the log's key
 * signed the checkpoint that it was made from. That its figures follow from the log's entries is
 * for the audit, by that checkpoint.
 *
 * @param keys the gateway's, from a place that is trusted
 * @param log the log's
 */
public record StatementCheck(Jwks keys, VerifierKeys log) {
  public static StatementCheck of(Jwks keys, VerifierKeys log) {
    return new StatementCheck(keys, log);
  }

  /** Whether it says that it is one. */
  public static boolean isOne(String compact) {
    return Statement.isOne(compact.replaceAll("\\s+", ""));
  }

  /**
   * What was proved, and what it states, line by line.
   *
   * @param compact the statement, a compact JWS; line breaks that a printer or a mail put in do not
   *     count
   * @throws Unproved if anything of it does not hold
   */
  public List<String> verify(String compact) throws Unproved {
    try {
      Statement statement = Statement.verified(compact.replaceAll("\\s+", ""), keys);
      Doc claims = statement.claims();
      Checkpoint checkpoint = checkpoint(claims);
      var lines = new ArrayList<String>();
      lines.add(
          "signed by %s with the key %s on %s"
              .formatted(
                  checkpoint.origin(),
                  statement.key(),
                  Instant.ofEpochSecond(claims.at("iat").count())));
      lines.add(
          "made from the log %s under its checkpoint of %d entries with the root %s"
              .formatted(checkpoint.origin(), checkpoint.size(), checkpoint.root()));
      lines.addAll(stated(claims));
      return lines.stream().map(Printable::of).toList();
    } catch (Malformed e) {
      throw new Unproved(
          e.pointer().isEmpty() ? e.reason() : "its claim " + e.pointer() + ": " + e.reason());
    } catch (NoteException e) {
      throw new Unproved("its checkpoint: " + e.getMessage());
    }
  }

  private Checkpoint checkpoint(Doc claims) throws Unproved {
    String note = claims.at("checkpoint").text();
    Checkpoint checkpoint =
        Checkpoint.open(
            Note.parse(note.getBytes(StandardCharsets.UTF_8)), log, NoteVerifier.ofPlatform());
    if (!checkpoint.origin().value().equals(claims.at("iss").text())) {
      throw new Unproved(
          "it is of the gateway %s, its checkpoint is of the log %s"
              .formatted(claims.at("iss").text(), checkpoint.origin()));
    }
    return checkpoint;
  }

  private static List<String> stated(Doc claims) {
    Doc standing = claims.at("standing");
    return List.of(
        "agreement %s with %s, %s, at stage %s"
            .formatted(
                claims.at("agreement").text(),
                claims.at("partner").text(),
                claims.at("state").text(),
                standing.at("stage").text()),
        "week %s, %s to %s: given %s, received %s, exposure from %s to %s"
            .formatted(
                claims.at("week").text(),
                claims.at("from").text(),
                claims.at("to").text(),
                figure(claims, "given"),
                figure(claims, "received"),
                figure(claims, "opening"),
                figure(claims, "closing")),
        "in all: given %s, received %s, exposure %s of a window of %s"
            .formatted(
                figure(standing, "given"),
                figure(standing, "received"),
                figure(standing, "exposure"),
                figure(standing, "window")));
  }

  private static String figure(Doc claims, String name) {
    return claims.at(name).number().toPlainString();
  }
}

package dev.entente.exchange;

import dev.entente.disclosure.Records;
import dev.entente.disclosure.Rendering;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.Content;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.util.Optional;

/**
 * A page, rendered for one release and no other. Nearly always all of its records leave, so what
 * hangs on all of them is worked out here, before the release waits for its turn in the ledger.
 *
 * @param salt that it was rendered under, of the entry to come
 * @param all the hash of all records' canonical JSON
 * @param formed all records in another form, where that was made already
 * @param next the rows after it, where they are being read already
 */
record Rendered(
    Records records,
    Salt salt,
    RecordTree tree,
    Sha256 all,
    Optional<Formed> formed,
    Optional<Rows> next) {
  /** All records in a form other than JSON. */
  private record Formed(Rendering rendering, Content content) {}

  static Rendered of(Records records, Salt salt) {
    var tree = RecordTree.of(records.cells());
    return new Rendered(
        records,
        salt,
        tree,
        records.hash(tree.records().size()),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with all records in that form. */
  Rendered in(Rendering rendering) {
    var whole = new Formed(rendering, in(rendering, tree.records().size()));
    return new Rendered(records, salt, tree, all, Optional.of(whole), next);
  }

  /** The same, with the rows after it. */
  Rendered before(Optional<Rows> next) {
    return new Rendered(records, salt, tree, all, formed, next);
  }

  /** The first records in a form other than JSON. */
  Content in(Rendering rendering, int count) {
    return formed
        .filter(it -> isAll(count) && it.rendering().equals(rendering))
        .map(Formed::content)
        .orElseGet(() -> Content.of(rendering.of(records.table(count))));
  }

  /** The hash of the first records' canonical JSON (RFC 8785). */
  Sha256 hash(int count) {
    return isAll(count) ? all : records.hash(count);
  }

  private boolean isAll(int count) {
    return count == tree.records().size();
  }
}

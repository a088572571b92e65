package dev.entente.contribution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.contribution.Reading.Fit;
import dev.entente.contribution.Reading.Unfit;
import dev.entente.json.CellJson;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Utf8;
import dev.entente.ledger.Contribution.Read;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Shared;
import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records of a contribution as they were read, each once: for the hashes, for the credit and
 * for their owner. Of each only what the ledger needs is held.
 */
public final class Contributed {
  /** How many records one contribution may have. */
  public static final int MOST_RECORDS = 500_000;

  private static final int BETWEEN_YIELDS = 256;
  private static final byte[] LEAF = {0};

  private final Basis basis;
  private final Schema schema;
  private final Echoes echoes;
  private final int[] key;
  private final Inbox.Parcel parcel;
  private final byte[] salt;
  private final MerkleRoot tree = new MerkleRoot();
  private final MessageDigest all = Sha256.digest();
  private final List<Read> records = new ArrayList<>();
  private final List<String> because = new ArrayList<>();
  private @Nullable Sha256 hash;

  private Contributed(Format format, Basis basis, Inbox.Parcel parcel) {
    this.basis = basis;
    this.schema = new Schema(basis.exchange(), format, basis.today());
    this.echoes = new Echoes(basis.exchange(), basis.datasets(), basis.pseudonyms(), basis.cells());
    this.key = basis.keyPlaces();
    this.parcel = parcel;
    this.salt = basis.salt().bytes();
  }

  /**
   * Reads a body and puts its records into the parcel; {@code record-malformed} if it cannot be
   * read.
   *
   * @throws dev.entente.problem.Unavailable if the parcel has no room for them
   */
  public static Outcome<Contributed> read(
      Format format, byte[] body, Basis basis, Inbox.Parcel parcel) {
    var contributed = new Contributed(format, basis, parcel);
    try {
      contributed.all.update((byte) '[');
      switch (format) {
        case JSON -> JsonBody.read(body, contributed::take);
        case NDJSON -> NdjsonBody.read(body, contributed::take);
        case CSV -> CsvBody.read(body, contributed.schema, contributed::take);
      }
      contributed.all.update((byte) ']');
      contributed.hash = Sha256.ofBytes(contributed.all.digest());
      return Outcome.passed(contributed);
    } catch (Unreadable e) {
      return Outcome.refused(e.problem());
    }
  }

  private void take(JsonNode record, String broken) {
    int number = records.size();
    if (number == MOST_RECORDS) {
      throw new Malformed(
          "", "a contribution has at most " + MOST_RECORDS + " records; send the rest in another");
    }
    if (number % BETWEEN_YIELDS == 0) {
      giveWay();
    }
    byte[] canonical = canonical(record);
    if (number > 0) {
      all.update((byte) ',');
    }
    all.update(canonical);
    tree.add(Sha256.hash(LEAF, salt, canonical));
    Reading reading = broken.isEmpty() ? schema.read(record) : Unfit.invalid(broken);
    parcel.add(line(number, reading, canonical));
    switch (reading) {
      case Fit(var values) -> {
        records.add(new Read.Fit(shared(values)));
        because.add("");
      }
      case Unfit(var fate, var why) -> {
        records.add(new Read.Unfit(fate));
        because.add(why);
      }
    }
  }

  /** So that a large body does not keep everyone else from its carrier thread. */
  @SuppressWarnings("ThreadPriorityCheck") // fair, where it would be right without it
  private static void giveWay() {
    Thread.yield();
  }

  /** Within a list, since the library knows no single values. */
  private static byte[] canonical(JsonNode record) {
    try {
      byte[] listed = Json.canonical(List.of(record));
      return Arrays.copyOfRange(listed, 1, listed.length - 1);
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          "", "the record holds a number that JSON readers do not (RFC 7493 section 2.2)");
    }
  }

  private static byte[] line(int number, Reading reading, byte[] canonical) {
    var line = new Utf8(canonical.length + 64);
    line.put("{\"record\":" + number);
    if (reading instanceof Unfit(var fate, var why)) {
      line.put(",\"fate\":\"" + fate + "\",\"because\":");
      CellJson.write(why, line);
    }
    line.put(",\"read\":");
    line.put(canonical);
    line.put('}');
    return line.toBytes();
  }

  private Shared shared(List<@Nullable Object> values) {
    long[] hashes = new long[values.size()];
    for (int i = 0; i < hashes.length; i++) {
      @Nullable Object value = values.get(i);
      if (value != null) {
        hashes[i] = basis.cells().cell(CellJson.of(value));
      }
    }
    var recordKey = new Utf8(64);
    for (int place : key) {
      CellJson.key(values.get(place), recordKey);
    }
    return new Shared(
        basis.cells().key(recordKey.array(), recordKey.size()), hashes, echoes.of(values));
  }

  /** The records in the order of the body, for the ledger to judge. */
  public List<Read> records() {
    return records;
  }

  /** Why the record of that number is invalid or stale; empty if it is neither. */
  public String because(int record) {
    return because.get(record);
  }

  /**
   * The Merkle root (RFC 6962) over the records' leaves, each {@code SHA-256(0x00 ‖ salt ‖ the
   * record's canonical JSON)}.
   */
  public Sha256 root() {
    return tree.root();
  }

  /** The hash of the canonical JSON (RFC 8785) of the list of the records as they were read. */
  public Sha256 hash() {
    return Objects.requireNonNull(hash);
  }
}

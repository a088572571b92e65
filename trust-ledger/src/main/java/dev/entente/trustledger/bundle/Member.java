package dev.entente.trustledger.bundle;

import dev.entente.trustledger.tlog.Tile;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One member of a bundle, by what it holds. */
sealed interface Member {
  /** Its name in the zip. */
  String name();

  /** A small text. */
  record Text(String name) implements Member {}

  /** The entries under one tile of leaf hashes. */
  record Entries(Tile leaves) implements Member {
    @Override
    public String name() {
      return leaves.path().replaceFirst("^tile/0/", "tile/entries/");
    }
  }

  /** What is kept beside them. */
  record Beside(Tile leaves) implements Member {
    @Override
    public String name() {
      return leaves.path().replaceFirst("^tile/0/", "beside/");
    }
  }

  /** A full tile of hashes. */
  record Hashes(Tile tile) implements Member {
    @Override
    public String name() {
      return tile.path();
    }
  }

  Text ABOUT = new Text("about");
  Text LOG_KEY = new Text("log.key");
  Text JWKS = new Text("jwks.json");
  Text CHECKPOINT = new Text("checkpoint");

  static Text other(int number) {
    return new Text("checkpoints/" + number);
  }

  /** All that a bundle has, in its order. */
  static Stream<Member> of(About about) {
    long tiles = Math.ceilDiv(about.entries(), (long) Tile.FULL);
    return Stream.of(
            Stream.of(ABOUT, LOG_KEY, JWKS),
            about.sealed() ? Stream.of(CHECKPOINT) : Stream.<Member>of(),
            IntStream.range(0, about.others()).mapToObj(Member::other),
            LongStream.range(0, tiles).boxed().flatMap(n -> chunk(leaves(about.entries(), n))))
        .flatMap(it -> it);
  }

  /** The tile of the leaf hashes of the entries from 256 n on. */
  static Tile leaves(long entries, long n) {
    return Tile.inTree(entries, 0, n);
  }

  private static Stream<Member> chunk(Tile leaves) {
    return Stream.concat(
        Stream.of(new Entries(leaves), new Beside(leaves)),
        leaves.isFull() ? filled(leaves) : Stream.of());
  }

  /** The tile, and those above that are full with it. */
  private static Stream<Member> filled(Tile tile) {
    return Stream.concat(
        Stream.of(new Hashes(tile)),
        (tile.index() + 1) % Tile.FULL == 0
            ? filled(new Tile(tile.level() + 1, tile.index() / Tile.FULL, Tile.FULL))
            : Stream.of());
  }
}

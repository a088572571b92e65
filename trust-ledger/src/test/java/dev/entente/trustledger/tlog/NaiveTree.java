package dev.entente.trustledger.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** RFC 6962, section 2.1, word for word and without tiles: what the fast code is held against. */
record NaiveTree(List<TreeHash> leaves) {

  /** The tree whose entry {@code i} is {@code i} in decimal. */
  static NaiveTree ofSize(long size) {
    return new NaiveTree(LongStream.range(0, size).mapToObj(NaiveTree::leaf).toList());
  }

  static TreeHash leaf(long index) {
    return TreeHash.leaf(Long.toString(index).getBytes(UTF_8));
  }

  NaiveTree first(int size) {
    return new NaiveTree(leaves.subList(0, size));
  }

  TreeHash root() {
    return switch (leaves.size()) {
      case 0 -> TreeHash.EMPTY;
      case 1 -> leaves.getFirst();
      default -> TreeHash.node(left().root(), right().root());
    };
  }

  List<TreeHash> path(int index) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split();
    return index < k
        ? plus(left().path(index), right().root())
        : plus(right().path(index - k), left().root());
  }

  List<TreeHash> consistency(int oldSize) {
    return oldSize == 0 ? List.of() : subproof(oldSize, true);
  }

  private List<TreeHash> subproof(int oldSize, boolean whole) {
    if (oldSize == leaves.size()) {
      return whole ? List.of() : List.of(root());
    }
    int k = split();
    return oldSize <= k
        ? plus(left().subproof(oldSize, whole), right().root())
        : plus(right().subproof(oldSize - k, false), left().root());
  }

  private int split() {
    int k = 1;
    while (2 * k < leaves.size()) {
      k *= 2;
    }
    return k;
  }

  private NaiveTree left() {
    return new NaiveTree(leaves.subList(0, split()));
  }

  private NaiveTree right() {
    return new NaiveTree(leaves.subList(split(), leaves.size()));
  }

  private static List<TreeHash> plus(List<TreeHash> hashes, TreeHash last) {
    List<TreeHash> longer = new ArrayList<>(hashes);
    longer.add(last);
    return longer;
  }
}

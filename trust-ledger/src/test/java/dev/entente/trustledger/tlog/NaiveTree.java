package dev.entente.trustledger.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** RFC 6962, section 2.1, word for word and without tiles: what the fast code is held against. */
record NaiveTree(List<TreeHash> log, Map<NaiveTree.Range, TreeHash> known, int from, int to) {
  record Range(int from, int to) {}

  NaiveTree(List<TreeHash> log) {
    this(log, new HashMap<>(), 0, log.size());
  }

  /** The tree whose entry {@code i} is {@code i} in decimal. */
  static NaiveTree ofSize(long size) {
    return new NaiveTree(LongStream.range(0, size).mapToObj(NaiveTree::leaf).toList());
  }

  static TreeHash leaf(long index) {
    return TreeHash.leaf(Long.toString(index).getBytes(UTF_8));
  }

  NaiveTree first(int size) {
    return new NaiveTree(log, known, from, from + size);
  }

  List<TreeHash> leaves() {
    return log.subList(from, to);
  }

  /** The root, remembered: the tests ask for the same ones many times. */
  TreeHash root() {
    Range range = new Range(from, to);
    TreeHash root = known.get(range);
    if (root == null) {
      root =
          switch (size()) {
            case 0 -> TreeHash.EMPTY;
            case 1 -> log.get(from);
            default -> TreeHash.node(left().root(), right().root());
          };
      known.put(range, root);
    }
    return root;
  }

  private int size() {
    return to - from;
  }

  List<TreeHash> path(int index) {
    if (size() == 1) {
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
    if (oldSize == size()) {
      return whole ? List.of() : List.of(root());
    }
    int k = split();
    return oldSize <= k
        ? plus(left().subproof(oldSize, whole), right().root())
        : plus(right().subproof(oldSize - k, false), left().root());
  }

  private int split() {
    int k = 1;
    while (2 * k < size()) {
      k *= 2;
    }
    return k;
  }

  private NaiveTree left() {
    return first(split());
  }

  private NaiveTree right() {
    return new NaiveTree(log, known, from + split(), to);
  }

  private static List<TreeHash> plus(List<TreeHash> hashes, TreeHash last) {
    List<TreeHash> longer = new ArrayList<>(hashes);
    longer.add(last);
    return longer;
  }
}

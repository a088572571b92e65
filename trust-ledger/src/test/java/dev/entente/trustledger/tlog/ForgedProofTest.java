package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Proofs with anything changed: each is refused, and by {@link TreeException}. */
class ForgedProofTest {
  private static final int SIZES = 20;
  private static final NaiveTree TREE = NaiveTree.ofSize(SIZES);

  @Test
  void aHashChangedAddedRemovedDoubledOrMovedInAnInclusionProofIsRefused() {
    forEachEntry(
        (index, size) -> {
          TreeHash leaf = TREE.leaves().get(index);
          TreeHash root = TREE.first(size).root();
          for (List<TreeHash> forged : forgeries(TREE.first(size).path(index))) {
            refused(() -> new InclusionProof(index, size, forged).verify(leaf, root));
          }
        });
  }

  @Test
  void anInclusionProofIsOfOneIndexLeafAndRootOnly() {
    forEachEntry(
        (index, size) -> {
          NaiveTree tree = TREE.first(size);
          List<TreeHash> path = tree.path(index);
          for (int other = 0; other < size; other++) {
            int wrong = other;
            if (wrong != index) {
              TreeHash leaf = tree.leaves().get(index);
              refused(() -> new InclusionProof(wrong, size, path).verify(leaf, tree.root()));
              TreeHash wrongLeaf = tree.leaves().get(wrong);
              refused(() -> new InclusionProof(index, size, path).verify(wrongLeaf, tree.root()));
              TreeHash wrongRoot = TREE.first(wrong).root();
              refused(() -> new InclusionProof(index, size, path).verify(leaf, wrongRoot));
            }
          }
        });
  }

  @Test
  void anIndexOutsideTheTreeIsRefused() {
    for (int count = 0; count <= 64; count++) {
      List<TreeHash> hashes = Collections.nCopies(count, TreeHash.EMPTY);
      for (long index : new long[] {-1, 8, 9, 16, Long.MAX_VALUE, Long.MIN_VALUE}) {
        refused(() -> new InclusionProof(index, 8, hashes));
      }
      refused(() -> new InclusionProof(0, 0, hashes));
      refused(() -> new InclusionProof(-2, -1, hashes));
    }
  }

  @Test
  void aProofOfAnotherNumberOfHashesCannotEvenBeMade() {
    forEachEntry(
        (smaller, size) -> {
          int path = TREE.first(size).path(smaller).size();
          int steps = TREE.first(size).consistency(smaller).size();
          for (int count = 0; count <= 64; count++) {
            List<TreeHash> hashes = Collections.nCopies(count, TreeHash.EMPTY);
            if (count != path) {
              refused(() -> new InclusionProof(smaller, size, hashes));
            }
            if (count != steps) {
              refused(() -> new ConsistencyProof(smaller, size, hashes));
            }
          }
        });
  }

  @Test
  void aNodeIsNotALeaf() {
    NaiveTree tree = TREE.first(4);
    TreeHash node = TREE.first(2).root();

    refused(() -> new InclusionProof(0, 2, tree.path(0)).verify(node, tree.root()));
    refused(() -> new InclusionProof(0, 4, tree.path(0).subList(1, 2)).verify(node, tree.root()));
  }

  @Test
  void aHashChangedAddedRemovedDoubledOrMovedInAConsistencyProofIsRefused() {
    forEachEntry(
        (oldSize, newSize) -> {
          TreeHash before = TREE.first(oldSize).root();
          TreeHash after = TREE.first(newSize).root();
          for (List<TreeHash> forged : forgeries(TREE.first(newSize).consistency(oldSize))) {
            refused(() -> new ConsistencyProof(oldSize, newSize, forged).verify(before, after));
          }
        });
  }

  @Test
  void aConsistencyProofIsOfTwoRootsOnly() {
    for (int newSize = 1; newSize < SIZES; newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        TreeHash before = TREE.first(oldSize).root();
        TreeHash after = TREE.first(newSize).root();
        ConsistencyProof proof =
            new ConsistencyProof(oldSize, newSize, TREE.first(newSize).consistency(oldSize));

        refused(() -> proof.verify(TreeHash.EMPTY, after));
        refused(() -> proof.verify(before, TreeHash.EMPTY));
        if (oldSize < newSize) {
          refused(() -> proof.verify(after, after));
          refused(() -> proof.verify(before, before));
          refused(() -> proof.verify(after, before));
        }
      }
    }
  }

  @Test
  void aTreeThatDroppedAnEntryIsNoContinuation() {
    List<TreeHash> shorter = new ArrayList<>(TREE.leaves());
    shorter.remove(3);
    NaiveTree forked = new NaiveTree(shorter);
    for (int oldSize = 4; oldSize < forked.leaves().size(); oldSize++) {
      ConsistencyProof proof =
          new ConsistencyProof(oldSize, forked.leaves().size(), forked.consistency(oldSize));
      TreeHash before = TREE.first(oldSize).root();

      refused(() -> proof.verify(before, forked.root()));
    }
  }

  @Test
  void theEmptyTreeHasOneRootAndContinuesAsAny() {
    ConsistencyProof proof = new ConsistencyProof(0, 5, List.of());
    proof.verify(TreeHash.EMPTY, TREE.first(5).root());
    new ConsistencyProof(0, 0, List.of()).verify(TreeHash.EMPTY, TreeHash.EMPTY);

    refused(() -> proof.verify(TREE.first(1).root(), TREE.first(5).root()));
    TreeHash one = TREE.first(1).root();
    refused(() -> new ConsistencyProof(0, 0, List.of()).verify(one, one));
    refused(() -> new ConsistencyProof(0, 0, List.of()).verify(TreeHash.EMPTY, one));
  }

  @Test
  void sizesInTheWrongOrderAreRefused() {
    refused(() -> new ConsistencyProof(2, 1, List.of()));
    refused(() -> new ConsistencyProof(-1, 1, List.of()));
    refused(() -> new ConsistencyProof(Long.MIN_VALUE, Long.MAX_VALUE, List.of()));
    refused(() -> new ConsistencyProof(1, Long.MAX_VALUE, List.of()));
  }

  private static List<List<TreeHash>> forgeries(List<TreeHash> hashes) {
    List<List<TreeHash>> forgeries = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      int at = i;
      forgeries.add(forged(hashes, list -> list.remove(at)));
      forgeries.add(forged(hashes, list -> list.add(at, hashes.get(at))));
      for (int position = 0; position < TreeHash.LENGTH; position++) {
        byte[] bytes = hashes.get(i).toBytes();
        bytes[position] ^= 0x10;
        forgeries.add(forged(hashes, list -> list.set(at, TreeHash.of(bytes))));
      }
      if (i > 0 && !hashes.get(i).equals(hashes.get(i - 1))) {
        forgeries.add(forged(hashes, list -> list.add(at - 1, list.remove(at))));
      }
    }
    forgeries.add(forged(hashes, list -> list.add(TreeHash.EMPTY)));
    forgeries.add(forged(hashes, list -> list.addFirst(TreeHash.EMPTY)));
    forgeries.add(forged(hashes, list -> list.addAll(Collections.nCopies(70, TreeHash.EMPTY))));
    return forgeries;
  }

  private static List<TreeHash> forged(List<TreeHash> hashes, Consumer<List<TreeHash>> forgery) {
    List<TreeHash> forged = new ArrayList<>(hashes);
    forgery.accept(forged);
    return forged;
  }

  private interface Pair {
    void accept(int smaller, int size);
  }

  private static void forEachEntry(Pair check) {
    for (int size = 2; size < SIZES; size++) {
      for (int smaller = 1; smaller < size; smaller++) {
        check.accept(smaller, size);
      }
    }
  }

  private static void refused(Runnable forgery) {
    assertThatThrownBy(forgery::run).isInstanceOf(TreeException.class);
  }
}

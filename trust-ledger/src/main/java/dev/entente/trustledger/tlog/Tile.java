package dev.entente.trustledger.tlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile lies and how wide it is, by C2SP tlog-tiles. It holds no hashes: see {@link
 * HashTile}.
 *
 * @param level 0 for leaf hashes, up to 63; each level above has one hash for 256 of the one below
 * @param index the tile's place within its level, from 0
 * @param width how many hashes it has: 256 if full, 1 to 255 if partial
 */
public record Tile(int level, long index, int width) {
  /** The width of a full tile. */
  public static final int FULL = 256;

  static final int HEIGHT = 8;

  private static final int MAX_LEVEL = 63;
  private static final int LONGEST_PATH = 64;
  private static final Pattern PATH =
      Pattern.compile("tile/([0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  /** Refuses coordinates outside these bounds with a {@link TreeException}. */
  public Tile {
    if (level < 0 || level > MAX_LEVEL) {
      throw new TreeException("a tile's level is between 0 and 63, not " + level);
    }
    if (index < 0) {
      throw new TreeException("a tile's index is not negative, but this one is " + index);
    }
    if (width < 1 || width > FULL) {
      throw new TreeException("a tile's width is between 1 and 256, not " + width);
    }
  }

  /**
   * The tile at this place in a tree of this size: full, or as wide as the tree has hashes for it.
   *
   * @throws TreeException if the tree has no hash there
   */
  public static Tile inTree(long treeSize, int level, long index) {
    long hashes = hashesAt(level, treeSize);
    // Dividing rather than multiplying the index: 256 times an index may not fit a long.
    long full = hashes / FULL;
    if (index < full) {
      return new Tile(level, index, FULL);
    }
    if (index > full || hashes % FULL == 0) {
      throw new TreeException(
          "a tree of %d has no tile %d at level %d".formatted(treeSize, index, level));
    }
    return new Tile(level, index, (int) (hashes % FULL));
  }

  /** Whether a tree of this size has all the hashes of this tile. */
  public boolean isIn(long treeSize) {
    long hashes = hashesAt(level, treeSize);
    long full = hashes / FULL;
    return index < full || (index == full && width <= hashes % FULL);
  }

  /** How many hashes all tiles at this level have together. */
  static long hashesAt(int level, long treeSize) {
    if (treeSize < 0) {
      throw new TreeException("a tree's size is not negative, but this one is " + treeSize);
    }
    int bits = HEIGHT * level;
    return bits < Long.SIZE ? treeSize >>> bits : 0;
  }

  /**
   * Reads what {@link #path()} writes.
   *
   * @throws TreeException unless the text is the one canonical path of a tile
   */
  public static Tile parse(String path) {
    Matcher match = PATH.matcher(path);
    if (path.length() > LONGEST_PATH || !match.matches()) {
      throw new TreeException("a tile's path is tile/<L>/<N> or tile/<L>/<N>.p/<W>");
    }
    int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
    Tile tile = new Tile(Integer.parseInt(match.group(1)), index(match.group(2)), width);
    if (!tile.path().equals(path)) {
      throw new TreeException("a tile's path has no superfluous zeros, and no .p/256");
    }
    return tile;
  }

  private static long index(String groups) {
    try {
      return Long.parseLong(groups.replace("x", "").replace("/", ""));
    } catch (NumberFormatException tooLarge) {
      throw new TreeException("a tile's index is below 2^63");
    }
  }

  /** The path below the log's prefix, without a leading slash: {@code tile/0/x001/234.p/17}. */
  public String path() {
    String groups = "%03d".formatted(index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      groups = "x%03d/".formatted(rest % 1000) + groups;
    }
    return "tile/" + level + "/" + groups + (isFull() ? "" : ".p/" + width);
  }

  /** Whether the tile has all its 256 hashes and so will never change. */
  public boolean isFull() {
    return width == FULL;
  }

  /** How many bytes its hashes take. */
  public int byteLength() {
    return width * TreeHash.LENGTH;
  }
}

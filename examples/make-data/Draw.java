import java.util.List;
import java.util.SplittableRandom;

/** Draws from a seed: the same draws every time. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** True once in so many times. */
  boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Few are large: sizes as companies have them, from 3 to about 150,000. */
  int headcount() {
    return (int) Math.round(Math.exp(1.1 + 10.8 * Math.pow(random.nextDouble(), 1.5)));
  }

  /** A percentage with one decimal. */
  double percent(int least, int most) {
    return between(least * 10, most * 10) / 10.0;
  }
}

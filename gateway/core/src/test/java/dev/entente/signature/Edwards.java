package dev.entente.signature;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/** Just enough of edwards25519, slowly, to make signatures that no honest signer makes. */
record Edwards(BigInteger x, BigInteger y) {
  private static final BigInteger ONE = BigInteger.ONE;
  static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  static final Edwards NEUTRAL = new Edwards(BigInteger.ZERO, ONE);
  static final Edwards BASE = withY(BigInteger.valueOf(4).multiply(inverse(BigInteger.valueOf(5))));

  /** A point of order 8. */
  static final Edwards TORSION =
      withY(new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16));

  private static BigInteger inverse(BigInteger value) {
    return value.modInverse(P);
  }

  /** The point with this y and an even x. */
  private static Edwards withY(BigInteger ordinate) {
    BigInteger y = ordinate.mod(P);
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger x2 = y2.subtract(ONE).multiply(inverse(D.multiply(y2).add(ONE))).mod(P);
    BigInteger x = x2.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(x2)) {
      x = x.multiply(BigInteger.TWO.modPow(P.subtract(ONE).shiftRight(2), P)).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(x2)) {
      throw new IllegalArgumentException("no point has this y");
    }
    return new Edwards(x.testBit(0) ? P.subtract(x) : x, y);
  }

  Edwards plus(Edwards other) {
    BigInteger product =
        D.multiply(x).mod(P).multiply(other.x).mod(P).multiply(y).mod(P).multiply(other.y).mod(P);
    BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
    BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
    return new Edwards(
        sumX.multiply(inverse(ONE.add(product).mod(P))).mod(P),
        sumY.multiply(inverse(ONE.subtract(product).mod(P))).mod(P));
  }

  Edwards times(BigInteger factor) {
    Edwards sum = NEUTRAL;
    for (int i = factor.bitLength() - 1; i >= 0; i--) {
      sum = sum.plus(sum);
      if (factor.testBit(i)) {
        sum = sum.plus(this);
      }
    }
    return sum;
  }

  byte[] encoded() {
    byte[] bytes = little(y);
    if (x.testBit(0)) {
      bytes[31] |= (byte) 0x80;
    }
    return bytes;
  }

  static byte[] little(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < 32; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  private static BigInteger number(byte[] little) {
    byte[] big = new byte[little.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = little[big.length - 1 - i];
    }
    return new BigInteger(1, big);
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The secret scalar of a seed (RFC 8032 section 5.1.5). */
  static BigInteger scalar(byte[] seed) {
    byte[] half = Arrays.copyOf(sha512(seed), 32);
    half[0] &= (byte) 248;
    half[31] &= 127;
    half[31] |= 64;
    return number(half);
  }

  /** R is {@code r·B + offset}, S is {@code r + H(R, A, message)·a}, encoded as one signature. */
  static byte[] sign(byte[] seed, BigInteger r, Edwards offset, byte[] message) {
    BigInteger a = scalar(seed);
    byte[] encodedR = BASE.times(r).plus(offset).encoded();
    byte[] encodedA = BASE.times(a).encoded();
    BigInteger k = number(sha512(encodedR, encodedA, message)).mod(L);
    return PublicJwk.joined(encodedR, little(r.add(k.multiply(a)).mod(L)));
  }

  /** The same signature with S spelled as {@code S + times·L}. */
  static byte[] withLargeS(byte[] signature, int times) {
    BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
    return PublicJwk.joined(
        Arrays.copyOf(signature, 32), little(s.add(L.multiply(BigInteger.valueOf(times)))));
  }
}

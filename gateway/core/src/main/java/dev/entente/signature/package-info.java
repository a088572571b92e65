/**
 * RFC 9421 signatures and RFC 9530 digests: verify requests, sign answers, and the keys that do it.
 */
@NullMarked
package dev.entente.signature;

import org.jspecify.annotations.NullMarked;

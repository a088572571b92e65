/**
 * RFC 9421 signatures and RFC 9530 digests: verify requests, sign answers, and the keys that do it.
 *
 * <p>The gateway's way: {@link dev.entente.signature.RequestVerifier} turns a {@link
 * dev.entente.signature.SignedRequest} into a {@link dev.entente.signature.VerifiedHead} from the
 * headers alone; {@link dev.entente.signature.VerifiedHead#receive} reads the body and makes a
 * {@link dev.entente.signature.VerifiedRequest}; {@link dev.entente.signature.AnswerSigner} signs
 * what is answered. A partner's way: {@link dev.entente.signature.RequestSigner} and {@link
 * dev.entente.signature.AnswerVerifier}.
 */
@NullMarked
package dev.entente.signature;

import org.jspecify.annotations.NullMarked;

/**
 * The engine behind the policy port: a compiled bundle, run in this process as Wasm. A bundle is
 * what {@code opa build -t wasm} writes; what it answers is read strictly, and anything but an
 * explicit list of releases means that nothing is released.
 */
@NullMarked
package dev.entente.policies;

import org.jspecify.annotations.NullMarked;

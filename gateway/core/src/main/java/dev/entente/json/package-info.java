/** I-JSON read strictly (RFC 7493), documents read with their places, canonical JSON (RFC 8785). */
@NullMarked
package dev.entente.json;

import org.jspecify.annotations.NullMarked;

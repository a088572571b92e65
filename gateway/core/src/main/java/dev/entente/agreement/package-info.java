/** The agreement: its terms, its ladder of stages, where it stands. */
@NullMarked
package dev.entente.agreement;

import org.jspecify.annotations.NullMarked;

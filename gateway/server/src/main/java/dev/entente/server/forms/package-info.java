/** Forms besides JSON in which records leave, and in which a partner keeps them. */
@NullMarked
package dev.entente.server.forms;

import org.jspecify.annotations.NullMarked;

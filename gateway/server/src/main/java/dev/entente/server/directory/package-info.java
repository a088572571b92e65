/**
 * The alliance directory: its YAML files, read strictly, with the file and line of each mistake.
 */
@NullMarked
package dev.entente.server.directory;

import org.jspecify.annotations.NullMarked;

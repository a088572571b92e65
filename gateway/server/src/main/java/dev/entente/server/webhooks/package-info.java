/**
 * Tells others of what wants attention: CloudEvents 1.0 in JSON over HTTP, signed as Standard
 * Webhooks has it. Nothing that a receiver does delays an answer.
 */
@NullMarked
package dev.entente.server.webhooks;

import org.jspecify.annotations.NullMarked;

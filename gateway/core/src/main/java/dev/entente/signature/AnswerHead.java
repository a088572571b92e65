package dev.entente.signature;

/**
 * All of an answer that its signature covers: what a client has received before the body. Nothing
 * about it is known to be true yet.
 */
public record AnswerHead(int status, Headers headers) {}

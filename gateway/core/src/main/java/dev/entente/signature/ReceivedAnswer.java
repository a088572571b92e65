package dev.entente.signature;

/** An answer as a client received it; nothing about it is known to be true yet. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record ReceivedAnswer(int status, Headers headers, byte[] body) {}

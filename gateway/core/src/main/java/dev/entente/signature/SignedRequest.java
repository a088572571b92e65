package dev.entente.signature;

/** A request as it was received; nothing about it is known to be true yet. */
public record SignedRequest(RequestHead head, Body body) {}

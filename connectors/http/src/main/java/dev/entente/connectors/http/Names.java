package dev.entente.connectors.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The addresses of a host's name. May block for long. */
@FunctionalInterface
interface Names {
  InetAddress[] of(String host) throws UnknownHostException;
}

package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up where a host is, and refuses what no host's name should lead to: this machine, its link,
 * and the addresses at which clouds tell secrets. One of these is called only if the manifest names
 * it itself. Names are looked up on two threads of their own, since nothing ends a lookup.
 */
final class Addresses implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 64;

  /** Of AWS over IPv6, Alibaba, Azure and Oracle; the others' is link-local. */
  private static final Set<InetAddress> METADATA =
      Set.of(
          InetAddress.ofLiteral("fd00:ec2::254"),
          InetAddress.ofLiteral("100.100.100.200"),
          InetAddress.ofLiteral("168.63.129.16"),
          InetAddress.ofLiteral("192.0.0.192"));

  private final Names names;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("names-", 0).factory());

  Addresses(Names names) {
    this.names = names;
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The addresses that may be called for this host: those that will be connected to, whatever its
   * name means a moment later.
   *
   * @throws Unavailable if there is none
   * @throws Passing if its name cannot be looked up
   */
  List<InetAddress> of(String host, Deadline deadline) throws Passing {
    Optional<InetAddress> named = literal(host);
    if (named.isPresent()) {
      return List.of(named.get());
    }
    List<InetAddress> all = found(host, deadline);
    List<InetAddress> allowed = all.stream().filter(it -> mayBe(host, it)).toList();
    if (allowed.isEmpty()) {
      throw Unavailable.source(
          "`%s` leads to %s, which is called only if the manifest's `url` names it itself"
              .formatted(host, all.getFirst().getHostAddress()),
          null);
    }
    return allowed;
  }

  /** An address that anybody sees to be one: {@code 2852039166} hides where it leads. */
  private static Optional<InetAddress> literal(String host) {
    boolean six = host.startsWith("[");
    String bare = six ? host.substring(1, host.length() - 1) : host;
    try {
      return Optional.of(InetAddress.ofLiteral(bare))
          .filter(it -> six || it.getHostAddress().equals(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private List<InetAddress> found(String host, Deadline deadline) throws Passing {
    var lookup = new FutureTask<>(() -> List.of(names.of(host)));
    try {
      threads.execute(lookup);
      return lookup.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException | TimeoutException e) {
      throw Unavailable.source("the name `" + host + "` is not looked up in time", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw new Passing("there is no host `" + host + "`", e.getCause());
      }
      throw Unavailable.source("the name `" + host + "` cannot be looked up", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.source("was not waited for", e);
    } finally {
      threads.remove(lookup);
    }
  }

  private static boolean mayBe(String host, InetAddress address) {
    String name = host.toLowerCase(Locale.ROOT);
    boolean local = name.equals("localhost") || name.endsWith(".localhost");
    return isOrdinary(address) || (local && address.isLoopbackAddress());
  }

  static boolean isOrdinary(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && !METADATA.contains(address)
        && (address instanceof Inet6Address six
            ? within(six.getAddress()).map(Addresses::isOrdinary).orElse(true)
            : address.getAddress()[0] != 0);
  }

  /** The IPv4 address within one of IPv6: compatible, NAT64 (RFC 6052), 6to4 (RFC 3056). */
  private static Optional<InetAddress> within(byte[] six) {
    byte[] nat = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    if (Arrays.equals(six, 0, 12, nat, 0, 12) || Arrays.equals(six, 0, 12, new byte[12], 0, 12)) {
      return Optional.of(four(six, 12));
    }
    return six[0] == 0x20 && six[1] == 0x02 ? Optional.of(four(six, 2)) : Optional.empty();
  }

  private static InetAddress four(byte[] six, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(six, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

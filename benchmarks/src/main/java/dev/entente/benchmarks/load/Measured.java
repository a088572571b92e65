package dev.entente.benchmarks.load;

import dev.entente.benchmarks.load.Generator.Driven;
import java.time.Duration;

/**
 * One run's figures.
 *
 * @param what was measured
 * @param commits of the ledger; 0 where there is none
 */
record Measured(
    String what, int connections, Driven driven, Duration cpu, ThreadTimes threads, long commits) {
  private static final double MICROS = 1e3;

  int requests() {
    return driven.latencies().length;
  }

  double perSecond() {
    return driven.perSecond();
  }

  /** The latency that this part of the requests did not exceed, in microseconds. */
  double latency(double part) {
    return driven.latencies()[(int) Math.min(requests() - 1L, (long) (part * requests()))] / MICROS;
  }

  /** The server's processor time for one request, in microseconds. */
  double cpuMicros() {
    return cpu.toNanos() / MICROS / requests();
  }

  /** Of it, the time for this work. */
  double cpuMicros(ThreadTimes.Work work) {
    return threads.of(work) / MICROS / requests();
  }

  double perCommit() {
    return commits == 0 ? 0 : (double) requests() / commits;
  }
}

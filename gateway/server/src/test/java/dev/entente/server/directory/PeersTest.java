package dev.entente.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The other gateways and witnesses. */
class PeersTest {
  private static final String FILE = "peers/orchard.yaml";
  private static final String LOG =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String WITNESS =
      "orchard/witness+5206dddf+BAH7po7cZyQUridZG5FTyALZilOOeb38K+RKUwIC1u5I";
  private static final String PEER =
      """
      peer: orchard
      url: https://orchard.example
      log-key: %s
      witness-key: %s
      keys: [{kty: OKP, crv: Ed25519, x: %s}]
      """
          .formatted(LOG, WITNESS, ExampleDirectory.X);

  @TempDir private Path folder;

  @Test
  void aPeerHasALogAWitnessAndKeys() throws DirectoryProblems {
    var peer = new ExampleDirectory(folder).write(FILE, PEER).read().peers().get("orchard");
    assertThat(peer.origin()).hasToString("https://orchard.example");
    assertThat(peer.prefix()).isEmpty();
    assertThat(peer.logKeys()).hasToString("Optional[" + LOG + "]");
    assertThat(peer.witnessKey()).hasToString("Optional[" + WITNESS + "]");
    assertThat(peer.keys()).hasSize(1);
  }

  @Test
  void aLogWhoseKeyWasRotatedIsKnownBySeveral() throws DirectoryProblems {
    String next = "PeterNeumann+3711425a+AZkXD7sYNHejWpTJvzkLdwIJ0ypZXUqYfUH0s+WSRxq+";
    var directory =
        new ExampleDirectory(folder)
            .write(FILE, PEER.replace(LOG, "[\"%s\", \"%s\"]".formatted(next, LOG)));
    var peer = directory.read().peers().get("orchard");
    assertThat(peer.logKeys().orElseThrow()).hasToString(next + "\n" + LOG);
  }

  @Test
  void aWitnessOfEverybodysNeedsNoMoreThanItsKeyAndAddress() throws DirectoryProblems {
    var peer =
        new ExampleDirectory(folder)
            .write(
                "peers/public.yaml",
                "peer: public\nurl: https://w.example:8443/some/place/\nwitness-key: " + WITNESS)
            .read()
            .peers()
            .get("public");
    assertThat(peer.origin()).hasToString("https://w.example:8443");
    assertThat(peer.prefix()).isEqualTo("/some/place");
    assertThat(peer.logKeys()).isEmpty();
    assertThat(peer.keys()).isEmpty();
  }

  @ParameterizedTest(name = "{3}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsLine(String before, String after, int line, String told) {
    assertThat(PEER).contains(before);
    var example = new ExampleDirectory(folder).write(FILE, PEER.replace(before, after));
    Throwable refused = catchThrowable(example::read);
    assertThat(refused).isInstanceOf(DirectoryProblems.class);
    assertThat(((DirectoryProblems) refused).mistakes())
        .singleElement()
        .satisfies(
            mistake -> {
              assertThat(mistake.toString()).startsWith(FILE + ":" + line + ": ");
              assertThat(mistake.text()).contains(told);
            });
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("peer: orchard\n", "", 1, "`peer` is missing, such as `peer: orchard`"),
        arguments("peer: orchard", "peer: pear", 1, "give both one name"),
        arguments("peer: orchard", "peer: or/chard", 1, "no name for a peer"),
        arguments("witness-key:", "witnes-key:", 4, "did you mean `witness-key`?"),
        arguments("https://orchard.example", "orchard.example", 2, "such as https://example.com"),
        arguments("https://orchard.example", "https://orchard.example?x", 2, "https://example.com"),
        arguments("https://orchard.example", "https://o e", 2, "is like https://orchard.example"),
        arguments("c74f20a3", "c74f20a4", 3, "for this name and key it is c74f20a3"),
        arguments(LOG, WITNESS, 3, "0x01"),
        arguments(WITNESS, LOG, 4, "0x04"),
        arguments("x: " + ExampleDirectory.X, "x: AA", 5, "x must be 32 bytes"),
        arguments(
            "[{kty: OKP, crv: Ed25519, x: " + ExampleDirectory.X + "}]", "[]", 5, "1 to 16 keys"));
  }

  @Test
  void twoPeersAreTwoLogsAndTwoWitnesses() {
    var example =
        new ExampleDirectory(folder)
            .write(FILE, PEER)
            .write("peers/pear.yaml", PEER.replace("peer: orchard", "peer: pear"));
    assertThat(catchThrowable(example::read))
        .hasMessageContaining("the log `PeterNeumann` stands in peers/orchard.yaml too")
        .hasMessageContaining("the witness `orchard/witness` stands in peers/orchard.yaml too");
  }

  @Test
  void aPeerOfNeitherLogNorWitnessIsNone() {
    var example =
        new ExampleDirectory(folder).write(FILE, "peer: orchard\nurl: https://orchard.example\n");
    assertThat(catchThrowable(example::read)).hasMessageContaining("`entente peer card` prints");
  }

  @Test
  void ourOwnLogIsNoPeers() {
    var example =
        new ExampleDirectory(folder)
            .change(ExampleDirectory.SETTINGS, "gateway: halden", "gateway: PeterNeumann")
            .write(FILE, PEER);
    assertThat(catchThrowable(example::read)).hasMessageContaining("this gateway's own log");
  }
}

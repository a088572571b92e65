package dev.entente.server.peers;

import static dev.entente.server.peers.Neighbours.VERIFIER;
import static dev.entente.server.peers.Neighbours.awaitCosigned;
import static dev.entente.server.peers.Neighbours.checkpoint;
import static dev.entente.server.peers.Neighbours.logKey;
import static dev.entente.server.peers.Neighbours.read;
import static dev.entente.server.peers.Neighbours.size;
import static dev.entente.server.peers.Neighbours.witnessKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways that cosign each other's logs. */
@Timeout(120)
class WitnessedTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";

  @TempDir private Path directory;
  private Neighbours neighbours;

  @BeforeEach
  void introduce() {
    neighbours = new Neighbours(directory);
  }

  private RunningGateway halden() {
    return neighbours.startHalden();
  }

  private RunningGateway orchard() {
    return neighbours.startOrchard();
  }

  @Test
  void theNewestCheckpointIsServedWithTheCosignaturesThatBelongToIt() throws Exception {
    try (var orchard = orchard();
        var halden = halden()) {
      CosignerKey witness = witnessKey(orchard);
      awaitCosigned(halden, witness);
      long before = size(halden);
      Caller partner = halden.orchard();
      partner.post(AGREEMENT + "/datasets/accounts/query", "{}");
      awaitCosigned(halden, witness);
      assertThat(size(halden)).isGreaterThan(before);
      awaitCosigned(orchard, witnessKey(halden));
    }
  }

  @Test
  void aProofStandsOnACheckpointThatOthersCosigned() throws Exception {
    CosignerKey witness;
    Caller partner;
    try (var orchard = orchard()) {
      witness = witnessKey(orchard);
    }
    try (var halden = halden()) {
      partner = halden.orchard();
      try (var _ = orchard()) {
        awaitCosigned(halden, witness);
      }
      long cosigned = size(halden);
      partner.post(AGREEMENT + "/datasets/accounts/query", "{}");
      var entries = partner.get(AGREEMENT + "/entries").json().get("entries");
      for (var entry : entries) {
        long index = entry.get("index").longValue();
        Reply answer = partner.get(AGREEMENT + "/entries/" + index + "/proof");
        byte[] bytes = Base64.getDecoder().decode(entry.get("entry").textValue());
        var proof = TlogProof.parse(answer.body());
        var shown = proof.verify(TreeHash.leaf(bytes), logKey(halden), VERIFIER);
        assertThat(shown.size() == cosigned).isEqualTo(index < cosigned);
        assertThat(witness.find(note(answer), VERIFIER).isPresent()).isEqualTo(index < cosigned);
      }
      assertThat(entries.size()).isGreaterThan(2);
      assertThat(witness.find(checkpoint(halden), VERIFIER)).isEmpty();
    }
  }

  @Test
  void aReceiptIsVerifiedOfflineWithItsWitness() throws Exception {
    try (var orchard = orchard();
        var halden = halden()) {
      Caller partner = halden.orchard();
      var answer = partner.post(AGREEMENT + "/datasets/accounts/query", "{}").json();
      awaitCosigned(halden, witnessKey(orchard));
      long index = size(halden) - 1;
      String proof = partner.get(AGREEMENT + "/entries/" + index + "/proof").text();
      Path witness = file("witness.key", read(orchard, "/v1/log/witness-key"));
      String[] verify = {
        "verify", answer.get("receipt").textValue(),
        "--proof", file("proof", proof).toString(),
        "--log-key", file("log.key", read(halden, "/v1/log/key")).toString(),
        "--jwks", file("jwks", read(halden, "/.well-known/jwks.json")).toString(),
        "--witness-key", witness.toString()
      };
      Said said = InProcess.run(verify);
      assertThat(said.exit()).as(said.err()).isZero();
      assertThat(said.out()).contains("cosigned by orchard/witness at 20");
      file("witness.key", read(halden, "/v1/log/witness-key"));
      assertThat(InProcess.run(verify).err()).contains("is not cosigned by halden/witness");
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Note note(Reply proof) {
    String text = proof.text();
    return Note.parse(text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whoSpeaksForAWitnessWithoutItsKeysIsNotBelieved() throws Exception {
    String keys = "keys: [";
    String card = Neighbours.card(neighbours.orchard);
    String own = Neighbours.card(neighbours.halden);
    neighbours.halden.write(
        "peers/orchard.yaml",
        card.substring(0, card.indexOf(keys)) + own.substring(own.indexOf(keys)));
    try (var orchard = orchard();
        var halden = halden()) {
      assertThat(halden.said())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("the witness orchard has not cosigned: the answer of ")
                      .contains("is not proved to be its own"));
      assertThat(witnessKey(orchard).find(checkpoint(halden), VERIFIER)).isEmpty();
      assertThat(read(halden, "/readyz")).contains("\"status\":\"ready\"");
    }
  }

  @Test
  void cosignaturesAreKeptOverARestart() throws Exception {
    CosignerKey witness;
    Note before;
    try (var orchard = orchard();
        var halden = halden()) {
      witness = witnessKey(orchard);
      awaitCosigned(halden, witness);
      before = checkpoint(halden);
    }
    try (var halden = halden()) {
      assertThat(checkpoint(halden)).isEqualTo(before);
      assertThat(halden.said())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("the witness orchard has not cosigned: nothing answers at "));
      assertThat(read(halden, "/readyz")).contains("\"status\":\"ready\"");
      assertThat(halden.orchard().get(AGREEMENT).status()).isEqualTo(200);
    }
  }
}

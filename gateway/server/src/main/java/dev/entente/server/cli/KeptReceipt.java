package dev.entente.server.cli;

import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A receipt in a file, and beside it the proof that its entry is in the log. */
final class KeptReceipt {
  private KeptReceipt() {}

  /** Where the proof of the receipt in this file is kept. */
  static Path proof(Path receipt) {
    return receipt.resolveSibling(receipt.getFileName() + ".proof");
  }

  /** Writes the receipt first: without the proof it is still worth keeping. */
  static void write(AgreementCalls calls, Receipt receipt, Path file) throws IOException {
    Files.writeString(file, receipt.compact());
    Files.write(proof(file), calls.proof(receipt.index()).orThrow().body());
  }
}

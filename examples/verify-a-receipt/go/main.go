// Verify checks a receipt of an Entente gateway without the gateway: the gateway's key signed it, and the
// entry that it names is in the log, under a checkpoint that the log's key signed.
//
//	go run . --proof FILE --log-key FILE --jwks FILE [--log URL] RECEIPT
//
// With --log it asks the log itself too: its tiles must come to the same root and the same proof.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	proofFile := flag.String("proof", "", "what the call for the entry's proof answered")
	logKeyFile := flag.String("log-key", "", "the log's verifier key, from a place that you trust")
	jwksFile := flag.String("jwks", "", "the gateway's public keys, from a place that you trust")
	log := flag.String("log", "", "the gateway's address, to ask its log too")
	flag.Parse()
	if flag.NArg() != 1 || *proofFile == "" || *logKeyFile == "" || *jwksFile == "" {
		flag.Usage()
		os.Exit(2)
	}
	err := verify(read(flag.Arg(0)), read(*proofFile), read(*logKeyFile), read(*jwksFile), *log)
	if err != nil {
		fmt.Fprintln(os.Stderr, "not proved:", err)
		os.Exit(1)
	}
}

func read(file string) []byte {
	content, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return content
}

func verify(receipt, proofText, logKey, jwks []byte, log string) error {
	verifier, err := note.NewVerifier(strings.TrimSpace(string(logKey)))
	if err != nil {
		return fmt.Errorf("the log's key: %w", err)
	}
	claims, err := openReceipt(strings.TrimSpace(string(receipt)), jwks)
	if err != nil {
		return fmt.Errorf("the receipt: %w", err)
	}
	if claims.Log != verifier.Name() || claims.Issuer != claims.Log {
		return fmt.Errorf("it is of the log %q, the key is that of %q", claims.Log, verifier.Name())
	}
	p, err := parseProof(proofText)
	if err != nil {
		return fmt.Errorf("the proof: %w", err)
	}
	if p.index != claims.Index {
		return fmt.Errorf("it names entry %d, the proof is that of entry %d", claims.Index, p.index)
	}
	tree, err := openCheckpoint(p.checkpoint, verifier)
	if err != nil {
		return fmt.Errorf("the checkpoint: %w", err)
	}
	if err := tlog.CheckRecord(p.hashes, tree.N, tree.Hash, p.index, claims.leaf); err != nil {
		return fmt.Errorf("entry %d is not in the log: %w", p.index, err)
	}
	fmt.Printf("signed by %s: entry %d of its log, for the agreement %s\n", claims.Issuer, claims.Index, claims.Agreement)
	fmt.Printf("in the log, under the checkpoint of %d entries with the root %s\n", tree.N, tree.Hash)
	if log == "" {
		return nil
	}
	if err := compareTiles(log, tree, p); err != nil {
		return fmt.Errorf("the log's tiles: %w", err)
	}
	fmt.Println("the log's own tiles come to the same root and the same proof")
	return nil
}

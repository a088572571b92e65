package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// What a receipt says; there is more in it, such as what the release was worth.
type claims struct {
	Issuer    string `json:"iss"`
	Agreement string `json:"agreement"`
	Log       string `json:"log"`
	Index     int64  `json:"index"`
	Leaf      string `json:"leaf"`
	leaf      tlog.Hash
}

var base64url = base64.RawURLEncoding.Strict()

// openReceipt verifies a compact JWS (RFC 7515) and reads its claims.
func openReceipt(compact string, jwks []byte) (*claims, error) {
	parts := strings.Split(compact, ".")
	if len(parts) != 3 {
		return nil, errors.New("no compact JWS")
	}
	var header struct{ Alg, Typ, Kid string }
	if err := decode(parts[0], &header); err != nil {
		return nil, err
	}
	if header.Alg != "EdDSA" || header.Typ != "entente-receipt+jwt" {
		return nil, errors.New("its header is that of something else")
	}
	key, err := findKey(jwks, header.Kid)
	if err != nil {
		return nil, err
	}
	signature, err := base64url.DecodeString(parts[2])
	if err != nil || !ed25519.Verify(key, []byte(parts[0]+"."+parts[1]), signature) {
		return nil, errors.New("its signature does not verify")
	}
	var c claims
	if err := decode(parts[1], &c); err != nil {
		return nil, err
	}
	leaf, err := base64url.DecodeString(c.Leaf)
	if err != nil || copy(c.leaf[:], leaf) != tlog.HashSize || len(leaf) != tlog.HashSize {
		return nil, errors.New("its leaf is no hash")
	}
	return &c, nil
}

func decode(part string, into any) error {
	text, err := base64url.DecodeString(part)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

func findKey(jwks []byte, kid string) (ed25519.PublicKey, error) {
	var set struct {
		Keys []struct{ Kty, Crv, Kid, X string }
	}
	if err := json.Unmarshal(jwks, &set); err != nil {
		return nil, err
	}
	for _, jwk := range set.Keys {
		x, err := base64url.DecodeString(jwk.X)
		if jwk.Kid == kid && jwk.Kty == "OKP" && jwk.Crv == "Ed25519" && err == nil && len(x) == ed25519.PublicKeySize {
			return ed25519.PublicKey(x), nil
		}
	}
	return nil, fmt.Errorf("the key %q is not in the key set", kid)
}

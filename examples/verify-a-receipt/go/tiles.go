package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// served reads the tiles of a log (C2SP tlog-tiles: tiles of height 8, which their paths do not name).
type served struct{ log string }

func (served) Height() int { return 8 }

func (served) SaveTiles([]tlog.Tile, [][]byte) {}

func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		answer, err := http.Get(s.log + "/v1/log/" + path)
		if err != nil {
			return nil, err
		}
		hashes, err := io.ReadAll(io.LimitReader(answer.Body, 256*tlog.HashSize+1))
		answer.Body.Close()
		if err != nil {
			return nil, err
		}
		if answer.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s: %s", path, answer.Status)
		}
		read = append(read, hashes)
	}
	return read, nil
}

// compareTiles recomputes root and proof from the log's tiles; each tile is held to the checkpoint.
func compareTiles(log string, tree tlog.Tree, p *proof) error {
	reader := tlog.TileHashReader(tree, served{log})
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("they come to another root")
	}
	path, err := tlog.ProveRecord(tree.N, p.index, reader)
	if err != nil {
		return err
	}
	if !slices.Equal(path, p.hashes) {
		return errors.New("they come to another proof")
	}
	return nil
}

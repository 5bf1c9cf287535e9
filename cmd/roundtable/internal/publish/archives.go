package publish

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"roundtable/cmd/roundtable/internal/folder"
	"roundtable/cmd/roundtable/internal/outfile"
	"roundtable/reports"
)

// archive is what is sent to one kind of readers.
type archive struct {
	at    string
	there bool // with these very bytes
	data  []byte
	files []folder.Artifact
}

// archives packs the files of each edition by itself.
func (o *Options) archives(files []folder.Artifact, day, stamp time.Time) ([]archive, error) {
	var out []archive
	for _, edition := range []reports.Edition{reports.Participants, reports.Public} {
		var a archive
		for _, f := range files {
			if strings.HasPrefix(f.Name, string(edition)+"/") {
				a.files = append(a.files, f)
			}
		}
		if len(a.files) == 0 {
			continue
		}
		var err error
		if a.data, err = pack(a.files, stamp); err != nil {
			return nil, err
		}
		a.at, a.there = o.free(string(edition)+"-"+day.Format(time.DateOnly), a.data)
		out = append(out, a)
	}
	return out, nil
}

// pack puts the files into one archive, all of one time, so that the same release has
// the same bytes.
func pack(files []folder.Artifact, stamp time.Time) ([]byte, error) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: path.Base(f.Name), Method: zip.Deflate, Modified: stamp})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return buf.Bytes(), err
}

// free is the name of an archive that is free, or has these very bytes.
func (o *Options) free(name string, packed []byte) (at string, there bool) {
	for i := 1; ; i++ {
		at = filepath.Join(o.Dir, folder.ReleaseFolder, name+".zip")
		if i > 1 {
			at = filepath.Join(o.Dir, folder.ReleaseFolder, fmt.Sprintf("%s-%d.zip", name, i))
		}
		data, err := outfile.Read(at)
		if errors.Is(err, fs.ErrNotExist) {
			return at, false
		}
		if err == nil && bytes.Equal(data, packed) {
			return at, true
		}
	}
}

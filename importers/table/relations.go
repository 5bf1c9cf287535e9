package table

import (
	"errors"
	"path"
	"strings"
)

// relation is one line of a .rels part of an Office file.
type relation struct {
	kind, target string
	external     bool
}

// mainPart finds the workbook or document through the archive's own
// relationships, or under its usual name.
func (a *archive) mainPart(usual string) (string, error) {
	rels, err := a.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if path.Base(r.kind) == "officeDocument" && a.has(r.target) {
			return r.target, nil
		}
	}
	if a.has(usual) {
		return usual, nil
	}
	return "", a.damaged("_rels/.rels", "it does not say where "+usual+" is")
}

// relations reads the relationships of a part by ID; targets become part names.
func (a *archive) relations(part string) (map[string]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	rels := make(map[string]relation)
	if !a.has(name) {
		return rels, nil
	}
	err := a.eachElement(name, func(s *xmlScanner) error {
		if !s.is("Relationship") {
			return nil
		}
		id, err1 := s.attrText("Id")
		kind, err2 := s.attrText("Type")
		target, err3 := s.attrText("Target")
		mode, _ := s.attr("TargetMode")
		target = strings.ReplaceAll(target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		if len(rels) < maxParts {
			rels[id] = relation{kind, partName(path.Clean(target)), string(mode) == "External"}
		}
		return errors.Join(err1, err2, err3)
	})
	return rels, err
}

// eachElement calls f at each start tag of a part, extensions left out: they
// repeat element names in another sense (a second workbookPr, for example).
func (a *archive) eachElement(part string, f func(*xmlScanner) error) error {
	return a.walk(part, func(s *xmlScanner, tok xmlToken) error {
		switch {
		case tok != xmlStart:
			return nil
		case s.is("extLst"):
			return s.skip()
		}
		return f(s)
	})
}

// walk hands on the tokens of a part.
func (a *archive) walk(part string, f func(*xmlScanner, xmlToken) error) error {
	s, closer, err := a.scanner(part)
	if err != nil {
		return err
	}
	defer closer.Close() //nolint:errcheck // opened for reading only
	return a.xmlError(part, s.walk(func(tok xmlToken) error { return f(s, tok) }))
}

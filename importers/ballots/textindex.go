package ballots

import "encoding/binary"

// textIndex maps the bytes of a cell to a small number. It is a plain open
// addressing table that hashes eight bytes at a time: cells are short and the
// same few texts come millions of times, where a Go map would take half of the
// reading time.
type textIndex struct {
	slots []textSlot
	count int
}

type textSlot struct {
	hash  uint64 // 0 for a free slot
	text  string
	value int32
}

// hashText is a multiplicative hash over words of eight bytes; it need not
// resist attack because the table is bounded by maxCached.
func hashText(b []byte) uint64 {
	const k = 0x9e3779b97f4a7c15
	h := uint64(len(b)) * k
	for len(b) >= 8 {
		h = (h ^ binary.LittleEndian.Uint64(b)) * k
		h ^= h >> 29
		b = b[8:]
	}
	if n := len(b); n >= 4 {
		x := uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<32
		h = (h ^ x) * k
	} else if n > 0 {
		h = (h ^ (uint64(b[0]) | uint64(b[n/2])<<8 | uint64(b[n-1])<<16)) * k
	}
	h ^= h >> 32
	return h | 1
}

// get returns the number of a text.
func (t *textIndex) get(b []byte) (int32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	h := hashText(b)
	mask := uint64(len(t.slots) - 1)
	for i := h >> 1 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.hash == 0 {
			return 0, false
		}
		if s.hash == h && s.text == string(b) {
			return s.value, true
		}
	}
}

// put adds a text; beyond maxCached texts it does nothing.
func (t *textIndex) put(text string, value int32) {
	if t.count >= maxCached {
		return
	}
	if 2*t.count >= len(t.slots) {
		old := t.slots
		t.slots = make([]textSlot, max(64, 2*len(old)))
		for _, s := range old {
			if s.hash != 0 {
				t.place(s)
			}
		}
	}
	t.place(textSlot{hashText([]byte(text)), text, value})
	t.count++
}

func (t *textIndex) place(s textSlot) {
	mask := uint64(len(t.slots) - 1)
	i := s.hash >> 1 & mask
	for t.slots[i].hash != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}

package interp

import (
	"sort"
)

func sortedCells(cells map[string]*Cell) []string {
	names := make([]string, 0, len(cells))
	for name := range cells {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// NewMap makes an empty map.
func NewMap(t *Type) *Map { return &Map{T: t, values: map[string]*Cell{}} }

// Get finds a key's place; known is false when the key is not known.
func (v *Map) Get(key Value) (cell *Cell, known bool) {
	text, ok := keyOf(key)
	if !ok {
		return nil, false
	}
	return v.values[text], true
}

// Put adds a key.
func (v *Map) Put(key Value, cell *Cell) {
	text, ok := keyOf(key)
	if !ok {
		return
	}
	if v.values[text] == nil {
		v.keys = append(v.keys, key)
	}
	v.values[text] = cell
}

// Delete removes a key.
func (v *Map) Delete(key Value) {
	text, ok := keyOf(key)
	if !ok || v.values[text] == nil {
		return
	}
	delete(v.values, text)
	for at, known := range v.keys {
		if other, _ := keyOf(known); other == text {
			v.keys = append(v.keys[:at:at], v.keys[at+1:]...)
			return
		}
	}
}

// Keys returns the keys in the order in which they came.
func (v *Map) Keys() []Value { return v.keys }

// Package desktop is what a program that is started by hand needs of the desktop around it:
// whether somebody sits there, a folder of a new name for what it makes, and opening a file
// in the program that is meant for it.
package desktop

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// Here reports whether a file that is opened would be seen: there is a desktop, and who
// types sits at it and not at the other end of a line. system is runtime.GOOS, getenv
// os.Getenv.
func Here(system string, getenv func(string) string) bool {
	if getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != "" {
		return false
	}
	switch system {
	case "windows", "darwin":
		return true
	default:
		return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
	}
}

// opener is the command that opens a file as a double click does.
func opener(system, path string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", path}
	case "darwin":
		return []string{"open", path}
	default:
		return []string{"xdg-open", path}
	}
}

// patience is how long a program that opens a file is watched: it may stay as long as the
// file is open.
const patience = 2 * time.Second

// Open opens a file in the program that is meant for it. The error says why the system
// could not.
func Open(system, path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	words := opener(system, full)
	cmd := exec.Command(words[0], words[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(patience):
		return nil
	}
}

// mostFolders is the highest number that is put behind the name of a folder.
const mostFolders = 10000

// NewFolder makes a folder that was not there: of this name, else with -2, -3, … behind it.
func NewFolder(path string) (string, error) {
	for n := 1; n <= mostFolders; n++ {
		name := path
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		err := os.Mkdir(name, 0o755)
		if err == nil {
			return name, nil
		}
		if !os.IsExist(err) {
			return "", err
		}
	}
	return "", fmt.Errorf("there are %d folders called %s already", mostFolders, path)
}

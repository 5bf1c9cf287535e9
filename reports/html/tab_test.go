package html

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// chromium is a browser that is told what to do over a pipe, in the Chrome DevTools
// Protocol: https://chromedevtools.github.io/devtools-protocol.
type chromium struct {
	in    io.Writer
	mu    sync.Mutex
	last  int
	calls map[int]chan message
	tabs  map[string]*tab
}

// message is what the browser says: the answer to a call, or something that happened.
type message struct {
	ID        int             `json:"id"`
	Session   string          `json:"sessionId"`
	Method    string          `json:"method"`
	Params    json.RawMessage `json:"params"`
	Result    json.RawMessage `json:"result"`
	Exception *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// tab is one page, with what it said and asked for.
type tab struct {
	t       *testing.T
	b       *chromium
	session string
	loaded  chan bool
	said    []string // on the console, and errors of scripts
	asked   []string // addresses beside the page's own
}

func startChromium(t *testing.T) *chromium {
	t.Helper()
	profile, err := os.MkdirTemp("", "browser") //nolint:usetesting // its processes may write to it when it has ended
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	cmd := exec.CommandContext(ctx, findBrowser(t), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
		"--disable-dev-shm-usage", "--remote-debugging-pipe", "--user-data-dir="+profile)
	theirIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = theirIn.Close()
	_ = theirOut.Close()
	b := &chromium{in: in, calls: map[int]chan message{}, tabs: map[string]*tab{}}
	t.Cleanup(func() {
		cancel()
		_ = cmd.Wait()
		_ = in.Close()
		_ = out.Close()
		_ = os.RemoveAll(profile)
	})
	go b.listen(bufio.NewReader(out))
	return b
}

// listen hands each message to whoever waits for it, until the browser ends.
func (b *chromium) listen(out *bufio.Reader) {
	for {
		data, err := out.ReadBytes(0)
		if err != nil {
			b.mu.Lock()
			for _, waiting := range b.calls {
				close(waiting)
			}
			b.calls = nil
			b.mu.Unlock()
			return
		}
		var m message
		if json.Unmarshal(data[:len(data)-1], &m) != nil {
			continue
		}
		b.mu.Lock()
		if waiting, ok := b.calls[m.ID]; ok {
			delete(b.calls, m.ID)
			waiting <- m
		} else if tab := b.tabs[m.Session]; tab != nil {
			tab.hear(&m)
		}
		b.mu.Unlock()
	}
}

func (b *chromium) call(t *testing.T, session, method string, params, result any) {
	t.Helper()
	answer := make(chan message, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	if b.calls == nil {
		b.mu.Unlock()
		t.Fatalf("%s: the browser has ended", method)
	}
	b.calls[id] = answer
	data, err := json.Marshal(map[string]any{"id": id, "sessionId": session, "method": method, "params": params})
	if err == nil {
		_, err = b.in.Write(append(data, 0))
	}
	b.mu.Unlock()
	if err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	m, ok := <-answer
	switch {
	case !ok:
		t.Fatalf("%s: the browser has ended", method)
	case m.Exception != nil:
		t.Fatalf("%s: %s", method, m.Exception.Message)
	case result != nil:
		if err := json.Unmarshal(m.Result, result); err != nil {
			t.Fatalf("%s: %v", method, err)
		}
	}
}

// open shows a page, with its scripts or without.
func (b *chromium) open(t *testing.T, page []byte, scripts bool) *tab {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	var target struct{ TargetID, SessionID string }
	b.call(t, "", "Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	b.call(t, "", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &target)
	p := &tab{t: t, b: b, session: target.SessionID, loaded: make(chan bool, 1)}
	b.mu.Lock()
	b.tabs[p.session] = p
	b.mu.Unlock()
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		p.call(domain+".enable", nil)
	}
	p.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": !scripts})
	p.call("Page.navigate", map[string]any{"url": "file://" + path})
	<-p.loaded
	// What ran did so while the page was read; from here on the test may look at it.
	p.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false})
	return p
}

func (p *tab) call(method string, params any) {
	p.t.Helper()
	p.b.call(p.t, p.session, method, params, nil)
}

// hear keeps what a test wants to know.
func (p *tab) hear(m *message) {
	switch m.Method {
	case "Page.loadEventFired":
		select {
		case p.loaded <- true:
		default:
		}
	case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded":
		p.said = append(p.said, string(m.Params))
	case "Network.requestWillBeSent":
		var asked struct{ Request struct{ URL string } }
		_ = json.Unmarshal(m.Params, &asked)
		if u, err := url.Parse(asked.Request.URL); err != nil || u.Scheme != "file" || !strings.HasSuffix(u.Path, "/page.html") {
			p.asked = append(p.asked, asked.Request.URL)
		}
	}
}

// quiet fails the test where the page said or asked for anything.
func (p *tab) quiet() {
	p.t.Helper()
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
	if len(p.said) > 0 || len(p.asked) > 0 {
		p.t.Errorf("console: %q, requests: %q", p.said, p.asked)
	}
}

// show sets the width of the page and how its reader has set colours: "light", "dark" or
// "forced".
func (p *tab) show(width int, colours string) {
	p.t.Helper()
	p.call("Emulation.setDeviceMetricsOverride", map[string]any{
		"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false,
	})
	scheme, forced := "light", "none"
	switch colours {
	case "dark":
		scheme = "dark"
	case "forced":
		forced = "active"
	}
	p.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
		{"name": "prefers-color-scheme", "value": scheme}, {"name": "forced-colors", "value": forced},
	}})
}

// press sends a key to what has the focus.
func (p *tab) press(key string, code int) {
	p.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		params := map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
		if key == "Enter" && kind == "keyDown" {
			params["text"] = "\r"
		}
		p.call("Input.dispatchKeyEvent", params)
	}
}

// ask evaluates a script in the page, and waits where it promises something.
func (p *tab) ask(script string, result any) {
	p.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	p.b.call(p.t, p.session, "Runtime.evaluate", map[string]any{
		"expression": script, "awaitPromise": true, "returnByValue": true,
	}, &answer)
	if answer.ExceptionDetails != nil {
		p.t.Fatalf("%.80s: %s", script, answer.ExceptionDetails)
	}
	if result == nil {
		return
	}
	if err := json.Unmarshal(answer.Result.Value, result); err != nil {
		p.t.Fatal(fmt.Errorf("%.80s: %w", script, err))
	}
}

# roundtable: build, test and try it. `make demo` and `make test` are the two
# commands a newcomer needs.

GO       ?= go
BIN      := bin/roundtable
VERSION  ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  := -s -w -X main.version=$(VERSION)

ECHARTS_VERSION := 5.6.0
ECHARTS_SHA256  := bf4a223524e40b77c304bec67e1222cf551f14880cf42c69dc046558e11c07b1
ECHARTS         := reports/assets/echarts.min.js.gz

# Looks for what keeps people out of a page; for tests alone.
AXE_VERSION := 4.10.3
AXE_SHA256  := 880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb
AXE         := reports/html/testdata/axe.min.js

# $(call fetch,PACKAGE,VERSION,FILE,SHA256) leaves the file of a package of npm in $$tmp.
fetch = (cd "$$tmp" && npm pack --silent $(1)@$(2) >/dev/null && tar xzf $(1)-$(2).tgz); \
	echo "$(4)  $$tmp/package/$(3)" | sha256sum -c - >/dev/null || { \
		echo "$(1) $(2): checksum differs, not used" >&2; exit 1; }

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# Tests take what the build compiles, and the build what the tests do: with the same flags
# both are compiled once. No path of this machine is in either.
export CGO_ENABLED := 0
export GOFLAGS := $(shell $(GO) env GOFLAGS) -trimpath

FUZZTIME ?= 30s
BENCH    ?= .

.PHONY: build assets extras licenses demo test test-corpus attack bench lint lint-excepted cover fuzz golden clean

build: assets
	$(GO) build -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/roundtable

# The chart library is fetched from npm at a pinned version, checked, and
# embedded in the binary. It is never committed. Without it everything works
# and the reports show tables instead of drawn charts.
assets: $(ECHARTS)

$(ECHARTS):
	@set -eu; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(call fetch,echarts,$(ECHARTS_VERSION),dist/echarts.min.js,$(ECHARTS_SHA256)); \
	mkdir -p $(dir $(ECHARTS)); \
	gzip -n -9 -c "$$tmp/package/dist/echarts.min.js" > $(ECHARTS).part; \
	mv $(ECHARTS).part $(ECHARTS); \
	echo "echarts $(ECHARTS_VERSION) ready"

$(AXE):
	@set -eu; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(call fetch,axe-core,$(AXE_VERSION),axe.min.js,$(AXE_SHA256)); \
	cp "$$tmp/package/axe.min.js" $(AXE).part; mv $(AXE).part $(AXE); \
	echo "axe $(AXE_VERSION) ready"

# What a release has beside the program: pages of the manual, and what shells complete with.
extras: build
	@set -eu; mkdir -p dist/completions; $(BIN) man dist/man; \
	for shell in bash zsh fish powershell; do \
		$(BIN) completion $$shell > dist/completions/roundtable.$$shell; done

# The licences of all modules, gathered anew where a module has changed; they are committed, so
# that every build has them.
licenses:
	$(GO) test ./cmd/roundtable/internal/licenses -update

demo: build
	$(BIN) demo --out out --force

test: assets $(AXE)
	$(GO) test ./...

# Also the tests on real files that may not stand in this repository, read from
# the folder that ROUNDTABLE_CORPUS names.
test-corpus: assets
	ROUNDTABLE_CORPUS='$(abspath $(ROUNDTABLE_CORPUS))' $(GO) test -tags corpus ./...

# Many more invented votes and histories of releases, attacked, than the tests take.
attack:
	ROUNDTABLE_ATTACK=5000 $(GO) test ./reports/disclosure -run '^TestAttack(Forms|Histories|People)?$$' -v -timeout 120m

# One table of what whole commands take, in processor seconds and memory, on inputs made from a seed.
bench: build
	ROUNDTABLE_BENCH='$(abspath $(BIN))' $(GO) test ./cmd/roundtable -run '^TestMeasured$$' -count 1 -timeout 60m -v

# The benchmarks of the packages, such as BENCH=Bootstrap.
bench-packages: assets
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

# The whole lint: gofumpt, vet and staticcheck are among the linters that
# .golangci.yml names. The first run on a machine compiles the program.
lint:
	$(GO) run $(GOLANGCI) run ./...

# The files that .golangci.yml must still except from lll and gocyclo, one a line
# as they stand in its list.
lint-excepted:
	@set -eu; all=$$(mktemp --suffix=.yml); trap 'rm -f "$$all"' EXIT; \
	sed '/linters: \[gocyclo, lll\]/,/)\$$"/d' .golangci.yml > "$$all"; \
	$(GO) run $(GOLANGCI) run -c "$$all" --enable-only lll,gocyclo --output.text.print-issued-lines=false ./... 2>/dev/null | \
		sed -n 's/^\([^ :]*\.go\):[0-9].*/          \1|\\/p' | sort -u

cover: assets
	$(GO) test -coverprofile=coverage.out ./...
	$(GO) tool cover -func=coverage.out | tail -n 1

# Every fuzz target, one after the other.
fuzz:
	@set -eu; for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz' || true); do \
			echo "$$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

.PHONY: docs pictures bench-packages release-check

# The parts of the manual that are read off the program, and what its commands say.
docs: assets
	$(GO) test ./cmd/roundtable -run '^Test(Reference|PagesRun)$$' -update

# The first pages of the example, as the README shows them.
CHROMIUM ?= chromium
pictures: demo
	for edition in chair public; do \
		$(CHROMIUM) --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=860,900 \
			--screenshot=cmd/roundtable/docs/$$edition.png "file://$$PWD/out/$$edition/summary.html"; done

# The program for all systems, twice and from two folders: the same bytes. .goreleaser.yaml makes a release.
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
release-check: assets
	@set -eu; rm -rf dist/check; trap 'rm -rf dist/check/1 dist/check/2' EXIT; version='$(VERSION)'; \
	for copy in 1 2; do mkdir -p dist/check/$$copy; \
		git ls-files -z | xargs -0 cp --parents -t dist/check/$$copy; cp --parents $(ECHARTS) dist/check/$$copy; done; \
	for platform in $(PLATFORMS); do \
		name=roundtable-$$(echo $$platform | tr / -); \
		for copy in 1 2; do \
			(cd dist/check/$$copy && GOOS=$${platform%/*} GOARCH=$${platform#*/} \
				$(GO) build -buildvcs=false -ldflags "-s -w -X main.version=$$version" \
				-o ../$$name.$$copy ./cmd/roundtable); \
		done; \
		cmp dist/check/$$name.1 dist/check/$$name.2; mv dist/check/$$name.1 dist/check/$$name; rm dist/check/$$name.2; \
	done; \
	cd dist/check && sha256sum roundtable-*

# Write the golden files anew; look at the diff before you commit it.
golden: assets
	$(GO) test ./importers ./planner/balance ./reports/build ./reports/html ./reports/text ./cmd/roundtable -update

clean:
	rm -rf bin out coverage.out

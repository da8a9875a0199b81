# make audit [DIR=/some/folder]   sets up, builds and audits the built-in corpus, or a folder
# make test                       sets up and runs all tests
# make bench                      measures speed and memory against other programs
# make install PREFIX=/usr/local  installs the program with its tables
SWIFT ?= swift
PREFIX ?= /usr/local
DIR ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BIN = .build/release

.PHONY: audit test bench install packages release lint
audit: packages release
	@mkdir -p audit
	@if [ -z "$(DIR)" ]; then rm -rf audit/corpus && $(BIN)/make-corpus audit/corpus; fi
	@$(BIN)/deid-audit scan "$(if $(DIR),$(DIR),audit/corpus)" --html audit/report.html --json audit/report.json; \
	  code=$$?; echo "Exit code  $$code (0 clean, 1 flagged, 2 not fully checked)"; [ $$code -le 2 ]

test: packages
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Rules Reports Corpus
	$(SWIFT) build --build-tests
	SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build

bench: EXTRA = dcmtk time
bench: packages release
	Tests/Tools/bench.sh

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/deid-audit/Rules" "$(DESTDIR)$(PREFIX)/share/deid-audit/Reports"
	install -s -m 755 $(BIN)/deid-audit "$(DESTDIR)$(PREFIX)/bin/deid-audit"
	cp -r Rules/Tables Rules/Profiles "$(DESTDIR)$(PREFIX)/share/deid-audit/Rules/"
	cp -r Reports/Templates Reports/Schemas "$(DESTDIR)$(PREFIX)/share/deid-audit/Reports/"

release:
	$(SWIFT) build -c release --static-swift-stdlib --product deid-audit
	$(SWIFT) build -c release --static-swift-stdlib --product make-corpus

# What a fresh Debian 12 with a Swift toolchain lacks.
packages:
	@missing=""; for package in zlib1g-dev libssl-dev libjpeg62-turbo-dev libopenjp2-7-dev libcharls-dev libjxl-dev libavcodec-dev libavformat-dev libtesseract-dev libleptonica-dev tesseract-ocr-eng libpoppler-glib8 pkg-config $(EXTRA); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi

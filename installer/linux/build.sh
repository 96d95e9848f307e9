#!/usr/bin/env bash
# Builds the Linux archive: freeze, check, pack. Build on the oldest system it shall run on.
# Needs: Python 3.11 or later and tar; Qt's system libraries, which `go.py` names where they lack.
set -euo pipefail
cd "$(dirname "$0")/../.."

python3 go.py freeze
version=$(.venv/bin/python -c "from importlib.metadata import version; print(version('remanence'))")
name=remanence-$version-$(uname -m)
cp installer/linux/install.sh installer/linux/org.remanence.desk.* dist/remanence/
cp resources/icons/app.svg dist/remanence/org.remanence.desk.svg
tar -C dist --transform "s|^remanence|$name|" -czf "dist/$name.tar.gz" remanence
sha256sum "dist/$name.tar.gz"

#!/usr/bin/env bash
# Builds the macOS image: freeze, check, sign inside out, pack, notarise, staple.
# Needs: Python 3.11 or later, the command line tools of Xcode, dmgbuild 1.6 (asked for by name), and
# to sign: a Developer ID in the keychain, its name in REMANENCE_IDENTITY, and a notarytool profile
# (`xcrun notarytool store-credentials`) whose name is in REMANENCE_PROFILE.
set -euo pipefail
cd "$(dirname "$0")/../.."

need() { command -v "$1" >/dev/null || { echo "$1 is missing: $2" >&2; exit 1; }; }
need codesign "install the command line tools of Xcode (xcode-select --install)"
need xcrun "install the command line tools of Xcode (xcode-select --install)"

python3 go.py freeze
need dmgbuild "install it beside the project: pip install dmgbuild==1.6.5"

version=$(.venv/bin/python -c "from importlib.metadata import version; print(version('remanence'))")
app=dist/Remanence.app
image=dist/Remanence-$version.dmg

if [ -n "${REMANENCE_IDENTITY:-}" ]; then
    # Inside out: a signature covers what lies in it.
    find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
        xargs -0 -n 50 codesign --force --timestamp --options runtime --sign "$REMANENCE_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements installer/macos/entitlements.plist \
        --sign "$REMANENCE_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    echo "REMANENCE_IDENTITY is not set: nothing is signed, and macOS will refuse to open it." >&2
fi

dmgbuild -s installer/macos/image.py -D app="$app" Remanence "$image"

if [ -n "${REMANENCE_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$REMANENCE_PROFILE" --wait
    xcrun stapler staple "$image" # so that it opens without a network
else
    echo "REMANENCE_PROFILE is not set: the image is not notarised." >&2
fi
shasum -a 256 "$image"

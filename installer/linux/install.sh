#!/usr/bin/env sh
# Puts Remanence into the own home folder and into the menu; `install.sh remove` takes it out again.
# Workspaces lie elsewhere and are never touched.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$data/remanence-program
entry=$data/applications/org.remanence.desk.desktop
icon=$data/icons/hicolor/scalable/apps/org.remanence.desk.svg
command=$HOME/.local/bin/remanence

rm -rf "$program" "$entry" "$icon" "$command"
[ "${1:-}" = remove ] && exit 0
mkdir -p "$program" "$(dirname "$entry")" "$(dirname "$icon")" "$(dirname "$command")"
cp -R "$here"/. "$program"/
cp "$here/org.remanence.desk.svg" "$icon"
ln -s "$program/remanence" "$command"
sed "s|^Exec=.*|Exec=\"$program/remanence\"|" "$here/org.remanence.desk.desktop" >"$entry"
echo "Remanence is in the menu, and as $command in the terminal."

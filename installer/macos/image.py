# ruff: noqa: F821 - dmgbuild reads this file and gives it `defines`
"""The disk image: the program, and a way to the folder where programs live."""

application = defines.get("app", "dist/Remanence.app")
files = [application]
symlinks = {"Applications": "/Applications"}
icon = "resources/icons/app.icns"
format = "UDZO"  # noqa: A001 - the name that dmgbuild reads
window_rect = ((200, 160), (560, 340))
icon_size = 96
icon_locations = {"Remanence.app": (150, 150), "Applications": (410, 150)}

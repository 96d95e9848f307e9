"""Set Remanence up on a machine that has Python 3.11 or later and nothing else, and run it.

    python go.py demo [ARGUMENT...]    set up, then show the main job on the sample
    python go.py test [ARGUMENT...]    set up, then run the tests
    python go.py freeze                set up, then make the program that runs without Python

The words are the same on Windows, macOS and Linux (there the command may be called ``python3``).
Further arguments go to ``remanence demo`` or to pytest. Everything is put into the folder
``.venv`` beside this file; the machine's own Python is left as it is. On Linux the libraries that
the window needs are looked for and, where that is allowed, installed.

Only the standard library is used here, and only syntax that an old Python can read: it must be able
to say that it is too old.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from typing import Iterator, List, Optional, Tuple

Row = Tuple[str, str, str]

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.join(HERE, ".venv")
OLDEST = (3, 11)

#: What an installation is made of, the smaller one first: its locks in the order of installing.
SETS = {
    "demo": ("requirements.lock", "requirements-build.lock"),
    "test": ("requirements-dev.lock",),
}

#: Shared libraries that Qt loads, and who brings them: Debian and Ubuntu, Fedora.
OFFSCREEN = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libX11.so.6", "libx11-6", "libX11"),
)
ON_SCREEN = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
)
#: Fonts for pictures and reports; the second has the Chinese names.
FONTS = (
    ("dejavu", "fonts-dejavu-core", "dejavu-sans-fonts"),
    ("cjk", "fonts-noto-cjk", "google-noto-sans-cjk-fonts"),
)
CHINESE_FONTS = ("cjk", "wqy", "sourcehan", "source-han", "droidsansfallback", "uming", "ukai")


class Stop(Exception):
    """Something that this script cannot mend; its text says what to do."""


def say(text: str) -> None:
    """Tell the person what is being done; standard output belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def quietly(*command: str) -> Tuple[int, str]:
    """Run a program without showing what it says; return its exit code and its words."""
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout.decode(errors="replace").strip()


def check_python(version: Tuple[int, int]) -> None:
    """Raise Stop for a Python older than the oldest that Remanence runs on."""
    if version < OLDEST:
        raise Stop(
            "Remanence needs Python {}.{} or later, and this is {}.{}. Install a newer one from "
            "python.org (or your system's packages) and start this with it, for example "
            "'python3.12 go.py demo'.".format(OLDEST[0], OLDEST[1], version[0], version[1])
        )


# -------------------------------------------------------------------- libraries of the system


def can_load(name: str) -> bool:
    """Say whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def font_files() -> Iterator[str]:
    """Yield the lower-case names of the fonts on this Linux machine."""
    data = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    places = ("/usr/share/fonts", "/usr/local/share/fonts", os.path.join(data, "fonts"))
    for place in (*places, os.path.expanduser("~/.fonts")):
        for _folder, _folders, names in os.walk(place):
            for name in names:
                if name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb")):
                    yield name.lower()


def missing_fonts() -> List[Row]:
    """List the rows of FONTS that this machine has no stand-in for."""
    chinese = [any(part in name for part in CHINESE_FONTS) for name in font_files()]
    latin_row, chinese_row = FONTS
    rows = [] if False in chinese else [latin_row]
    return rows if True in chinese else [*rows, chinese_row]


def has_display() -> bool:
    """Say whether a window could be shown."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.split(":")[0] in ("offscreen", "minimal"):
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(display: bool) -> List[Row]:
    """List the rows of libraries that Qt will ask for and that cannot be loaded."""
    wanted = OFFSCREEN + (ON_SCREEN if display else ())
    return [row for row in wanted if not can_load(row[0])]


def apt_prefix() -> Optional[List[str]]:
    """Return the words before 'apt-get' that make it allowed, or None where it is not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quietly("sudo", "-n", "true")[0] == 0:
        return ["sudo", "-n"]
    return None


def apt_install(prefix: List[str], packages: List[str]) -> bool:
    """Install Debian packages without asking; return whether all went well."""
    start = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    quietly(*start, "update")
    code, output = quietly(*start, "install", "-y", "--no-install-recommends", *packages)
    if code != 0:
        say(output)
    return code == 0


def prepare_system() -> None:
    """On Linux, see to the libraries and fonts that Qt needs; elsewhere it brings its own."""
    if not sys.platform.startswith("linux"):
        return
    display = has_display()
    missing = missing_libraries(display) + missing_fonts()
    if not missing:
        return
    prefix = apt_prefix()
    if prefix is not None:
        packages = sorted({row[1] for row in missing})
        say("Installing system packages for the window: " + " ".join(packages))
        apt_install(prefix, packages)
    still = missing_libraries(display)
    if still:
        raise Stop(advice(still + missing_fonts()))
    fonts = missing_fonts()
    if fonts:
        say("Some characters may be missing from pictures and reports. " + advice(fonts))


def advice(rows: List[Row]) -> str:
    """Name the packages that bring what these rows lack."""
    debian = " ".join(sorted({row[1] for row in rows}))
    fedora = " ".join(sorted({row[2] for row in rows}))
    return (
        "This machine lacks {}. Install what is missing and start again:\n"
        "  Debian, Ubuntu: sudo apt-get install -y {}\n"
        "  Fedora:         sudo dnf install -y {}"
    ).format(", ".join(row[0] for row in rows), debian, fedora)


# ------------------------------------------------------------------------------- environment


def python_of(home: str) -> str:
    """Return the path of the interpreter inside an environment."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(home, *parts)


def digest(kind: str) -> str:
    """Return what the stamp of a finished environment of this kind says."""
    whole = hashlib.sha256()
    for name in SETS[kind]:
        with open(os.path.join(HERE, name), "rb") as file:
            whole.update(file.read().replace(b"\r\n", b"\n"))
    whole.update(repr((HERE, sys.version_info[:3])).encode())
    return whole.hexdigest()


def stamp_of(kind: str) -> str:
    """Return the path of the file that says that this kind is installed, and from which lock."""
    return os.path.join(HOME, "remanence-" + kind + ".stamp")


def is_ready(kind: str) -> bool:
    """Say whether the environment has everything this kind needs, from the present locks."""
    try:
        with open(stamp_of(kind), encoding="utf-8") as file:
            return file.read().strip() == digest(kind) and os.path.exists(python_of(HOME))
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv anew, with pip in it."""
    say("Making the environment in .venv")
    shutil.rmtree(HOME, ignore_errors=True)
    code, output = quietly(sys.executable, "-m", "venv", HOME)
    prefix = apt_prefix()
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if code != 0 and prefix is not None and apt_install(prefix, [package]):
        code, output = quietly(sys.executable, "-m", "venv", "--clear", HOME)
    if code != 0:
        shutil.rmtree(HOME, ignore_errors=True)
        raise Stop(
            "This Python cannot make an environment; on Debian and Ubuntu that part is packaged "
            "apart: sudo apt-get install -y python3-venv (or {}). Then start again. What it "
            "said:\n{}".format(package, output)
        )


def pip(*words: str) -> None:
    """Run the environment's pip; raise Stop with what it said when it fails."""
    command = [python_of(HOME), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    if subprocess.call([*command, *words], cwd=HERE, stdout=sys.stderr) != 0:
        raise Stop(
            "The libraries could not be installed; what pip said stands above. The first set-up "
            "needs the network and about 1 GB of room; start the same command again afterwards."
        )


def ensure_environment(kind: str) -> None:
    """Make the environment ready for this kind; the stamp comes last, so a break is made good."""
    if is_ready(kind):
        return
    other = "test" if kind == "demo" else "demo"
    if not is_ready(other):
        make_environment()
    if os.path.exists(stamp_of(kind)):
        os.remove(stamp_of(kind))
    say("Installing the locked libraries (some minutes the first time)")
    for lock in SETS[kind]:
        pip("--require-hashes", "--only-binary", ":all:", "-r", lock)
    pip("--no-deps", "--no-build-isolation", "--editable", ".")
    with open(stamp_of(kind) + ".part", "w", encoding="utf-8") as file:
        file.write(digest(kind) + "\n")
    os.replace(stamp_of(kind) + ".part", stamp_of(kind))


# ----------------------------------------------------------------------------------- the words


def run_demo(arguments: List[str]) -> int:
    """Set up and run 'remanence demo'; return its exit code."""
    if not is_ready("test"):  # the tests' environment holds all that the program needs
        ensure_environment("demo")
    return subprocess.call([python_of(HOME), "-m", "remanence", "demo", *arguments])


def run_tests(arguments: List[str]) -> int:
    """Set up and run pytest; return its exit code."""
    ensure_environment("test")
    words = arguments or ["-q", "-n", "2", "--dist", "loadfile"]
    environ = dict(os.environ)
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.call([python_of(HOME), "-m", "pytest", *words], cwd=HERE, env=environ)


def run_freeze(arguments: List[str]) -> int:
    """Make the folder that an installer packs, and check it."""
    ensure_environment("test")
    command = [python_of(HOME), "-m", "nox", "--no-venv", "-s", "freeze", *arguments]
    return subprocess.call(command, cwd=HERE)


WORDS = {"demo": run_demo, "test": run_tests, "freeze": run_freeze}


def main(arguments: List[str]) -> int:
    """Do what the first word says; return the exit code."""
    if not arguments or arguments[0] not in WORDS:
        say((__doc__ or "").strip())
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    try:
        check_python(sys.version_info[:2])
        prepare_system()
        return WORDS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(str(stop))
        return 3
    except KeyboardInterrupt:
        say("Stopped. Start the same command again to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

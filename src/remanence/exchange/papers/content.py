"""What a file is by its content and its last extension; programs are never taken in."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path
from typing import Final

from remanence.core.base.errors import ExchangeError, FileMissing
from remanence.core.base.sentences import N_

_HEAD: Final = 8192
_LARGEST: Final = 200_000_000
"""Bytes of a file that are searched for macros; documents of the old formats are far smaller."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_INSTALLER: Final = bytes.fromhex("84100c0000000000c000000000000046")
_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")
_SURE: Final = 0.4  # below it the library guesses by two letters of a text

_PROGRAMS: Final = frozenset(
    """acm action ade adp apk app appimage application appref-ms bash bat chi chm class
    cmd com command cpl csh deb desktop dll dmg drv elf exe gadget hta img inf ins ipa iso isp
    jar jnlp js jse ksh library-ms lnk lua mde mjs msc msh msi msix msp mst ocx osx
    pif pkg pl ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyd pyw pyz rb reg rpm run scf scr sct
    settingcontent-ms sh shb shs so sys url vb vbe vbs vhd vhdx vxd webloc ws wsc wsf wsh xbap xpi
    zsh""".split()
)
_WITH_MACROS: Final = frozenset(
    "docm dotm potm ppam ppsm pptm sldm xla xlam xll xlm xlsm xltm".split()
)
_SCRIPTS: Final = (
    b"#!", b"@echo off", b"<?php", b"[internetshortcut]", b"[desktop entry]", b"<job", b"<script",
    b"<hta:application",
)  # fmt: skip
_MACHINE_CODE: Final = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"dex\n", b"\0asm",
)  # fmt: skip
_MACRO_ENTRIES: Final = ("vbaproject.bin", "xl/macrosheets/")
_PROGRAM_ENTRIES: Final = ("classes.dex", ".class")


class ProgramRefused(ExchangeError):
    """A program, script, shortcut or macro file, under whatever name."""

    code = N_(
        "paper.program",
        "{where} is {what}, whatever its name says. Programs, scripts and macro files are not "
        "attached: they could start. Ask the sender for a PDF.",
    )


def shown_name(name: str) -> str:
    """A name with its control marks shown: `invoice[U+202E]fdp.exe`, not what they make of it."""
    return "".join(
        f"[U+{ord(char):04X}]" if unicodedata.category(char)[0] == "C" or char in "\u2028\u2029"
        else char
        for char in name
    )  # fmt: skip


def refuse_programs(path: Path) -> None:
    """Refuse what could start by itself, by its content and by its last extension.

    Raises:
        ProgramRefused: a program, script, shortcut, installer, disk image, or a file with macros.
        FileMissing: the file cannot be read.
    """
    what = _by_name(path.name) or _by_content(path)
    if what:
        raise ProgramRefused(where=shown_name(path.name), what=what)


def head_of(path: Path) -> bytes:
    """The first bytes of a file.

    Raises:
        FileMissing: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as problem:
        what = os.strerror(problem.errno) if problem.errno else "it cannot be read"
        raise FileMissing(str(path), what=f"{what}.") from problem


def _by_name(name: str) -> str:
    """What the last extension says; Windows drops dots and blanks at the end of a name."""
    extension = name.rstrip(". ").rpartition(".")[2].lower() if "." in name else ""
    if extension in _WITH_MACROS:
        return "a file with macros"
    return "a program or script" if extension in _PROGRAMS else ""


def _by_content(path: Path) -> str:
    head = head_of(path)
    if head.startswith(b"MZ") and b"\0" in head:
        return "a program for Windows"
    if head.startswith(_MACHINE_CODE):
        return "a program"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_SCRIPTS):
        return "a script"
    if head.startswith(_OLE):
        return _in_compound(path)
    if head.startswith(_ZIP):
        return _in_archive(path)
    return _by_library(head)


def _in_compound(path: Path) -> str:
    """What an old Office file or a Windows installer holds: its directory names the macros."""
    with path.open("rb") as stream:
        data = stream.read(_LARGEST)
    if _MACROS in data:
        return "a file with macros"
    return "an installer" if _INSTALLER in data[: _HEAD * 64] else ""


def _in_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if any(mark in name for name in names for mark in _MACRO_ENTRIES):
        return "a file with macros"
    if any(name.endswith(_PROGRAM_ENTRIES) for name in names):
        return "a program"
    held = next((name for name in names if _by_name(name)), "")
    return f"an archive that holds {shown_name(held)}" if held else ""


def _by_library(head: bytes) -> str:
    """What the library of signatures is sure of; it knows more kinds than the list above."""
    import puremagic

    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return ""
    best = [match for match in found if match.confidence >= _SURE][:1]
    return "a program or shortcut" if best and best[0].extension[1:] in _PROGRAMS else ""

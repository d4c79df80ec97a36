"""The package of a release as another archive has it already: copied, since the same release makes the same files."""

import hashlib
import shutil
from pathlib import Path

from app.bulk.folder import LISTING, Package
from app.bulk.make import staged_package
from app.writers.data_package import PackedFile


class DamagedPackageError(Exception):
    """Files of a package are not what was made. The arguments are their names."""


def copy_package(source: Package, target: Package) -> bool:
    """Copy a package to where there is none, as a whole or not at all. Returns whether there was anything to copy.

    Raises BulkBusyError, DamagedPackageError or OSError.
    """
    if target.files() or not source.files():
        return False
    with staged_package(target) as staged:
        for file in source.files():
            shutil.copyfile(source.path / file.name, staged / file.name)
        if damaged := [file.name for file in source.files() if not _is_as_made(staged, file)]:
            raise DamagedPackageError(*damaged)
        shutil.copyfile(source.path / LISTING, staged / LISTING)
    return True


def _is_as_made(folder: Path, file: PackedFile) -> bool:
    with (folder / file.name).open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256

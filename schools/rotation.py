"""How to re-encrypt the values that this app stores."""

from core import crypto, rotation

from .models import DeliveryFile, DeliveryRow, LetterBundle
from .sealing import of_letters, open_cells, open_file, seal_cells, seal_file


def rotate_files() -> int:
    return rotation.rotate_rows(
        DeliveryFile.objects.all(), "sealed", _renew_file, at_once=rotation.FILES_AT_ONCE
    )


def rotate_originals() -> int:
    return rotation.rotate_rows(
        DeliveryFile.objects.exclude(original=None),
        "original",
        _renew_original,
        at_once=rotation.FILES_AT_ONCE,
    )


def rotate_cells() -> int:
    return rotation.rotate_rows(DeliveryRow.objects.exclude(cells=None), "cells", _renew_cells)


def rotate_numbers() -> int:
    return rotation.rotate_column(
        DeliveryRow.objects.exclude(ciphertext=None),
        "ciphertext",
        bound_to=lambda row: bytes(row.digest).hex(),
    )


def rotate_letters() -> int:
    return rotation.rotate_column(
        LetterBundle.objects.all(),
        "sealed",
        bound_to=lambda bundle: of_letters(bundle.pk),
        at_once=rotation.FILES_AT_ONCE,
    )


def _renew_file(file: DeliveryFile) -> bool:
    if crypto.is_current(file.sealed):
        return False
    file.sealed = _sealed_anew(file.sealed, file.pk)
    return True


def _renew_original(file: DeliveryFile) -> bool:
    if file.original is None or crypto.is_current(file.original):
        return False
    file.original = _sealed_anew(file.original, file.pk)
    return True


def _sealed_anew(sealed: bytes | memoryview, delivery: int) -> bytes:
    return seal_file(open_file(bytes(sealed), delivery=delivery), delivery=delivery)


def _renew_cells(row: DeliveryRow) -> bool:
    if row.cells is None or crypto.is_current(row.cells):
        return False
    place = {"delivery": row.delivery_id, "row": row.number}
    row.cells = seal_cells(open_cells(bytes(row.cells), **place), **place)
    return True


rotation.register("delivered files", rotate_files)
rotation.register("delivered files as they came", rotate_originals)
rotation.register("delivered rows", rotate_cells)
rotation.register("delivered citizen service numbers", rotate_numbers)
rotation.register("letters that wait to be fetched", rotate_letters)

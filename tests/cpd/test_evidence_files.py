import io

import pytest
from PIL import Image, ImageFile

from cpd.evidence_files import LARGEST, UnfitFile, inspect_file

from .evidence_samples import (
    PDF,
    bomb,
    document,
    drawing_with_much_text,
    locked,
    of_a_later_version,
    photo,
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_keeps_its_picture_upright_and_loses_place_and_device(form):
    kept_file = inspect_file(photo(form))

    with Image.open(io.BytesIO(kept_file.content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (form, (20, 40), {})
    assert b"Camera van Noor" not in kept_file.content
    assert kept_file.media_type == f"image/{form.lower()}"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        pytest.param(PDF, "application/pdf", id="PDF"),
        pytest.param(document("word/document.xml"), WORD, id="Word"),
    ],
)
def test_a_document_is_kept_as_it_is(data, media_type):
    kept_file = inspect_file(data)

    assert (kept_file.content, kept_file.media_type) == (data, media_type)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"<html><script>", "unknown", id="a page"),
        pytest.param(b"MZ\x90\x00" + bytes(200), "unknown", id="a program"),
        pytest.param(b"GIF89a" + bytes(50), "unknown", id="another picture"),
        pytest.param(b"\0\0\0\x18ftypheic" + bytes(50), "heic", id="a photo of a telephone"),
        pytest.param(document("a.txt"), "unknown", id="any zip file"),
        pytest.param(b"PK\x03\x04" + bytes(50), "unknown", id="half a zip file"),
        pytest.param(document("word/document.xml", "word/vbaProject.bin"), "macros", id="macros"),
        pytest.param(bomb(), "too_large", id="a zip bomb"),
        pytest.param(document(*map(str, range(2_001))), "too_large", id="many parts"),
        pytest.param(photo()[:300], "broken", id="half a photo"),
        pytest.param(locked(), "locked", id="a PDF with a password"),
        pytest.param(of_a_later_version(document("word/document.xml")), "unknown", id="later zip"),
        pytest.param(bytes(LARGEST + 1), "too_large", id="more than ten megabytes"),
    ],
)
def test_what_is_no_proof_is_refused(data, code):
    with pytest.raises(UnfitFile) as refusal:
        inspect_file(data)

    assert refusal.value.code == code


@pytest.mark.parametrize("forgiving", [False, True])
def test_a_bomb_of_text_in_a_picture_is_never_unpacked(monkeypatch, forgiving):
    """WeasyPrint, once loaded, makes the reader forgiving: it skips what is too much."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", forgiving)
    if forgiving:
        assert len(inspect_file(drawing_with_much_text()).content) < 1_000
    else:
        with pytest.raises(UnfitFile):
            inspect_file(drawing_with_much_text())


def test_a_picture_of_too_many_pixels_is_not_drawn(monkeypatch):
    monkeypatch.setattr("cpd.evidence_files.LARGEST_PICTURE", 100)

    with pytest.raises(UnfitFile) as refusal:
        inspect_file(photo())

    assert refusal.value.code == "too_large"

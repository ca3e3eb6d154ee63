"""Files as teachers hand them in: a photo with its place, a document, and what is none."""

import io
import zipfile

import pikepdf
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo(form="JPEG", size=(40, 20)):
    picture = Image.new("RGB", size, "#123f3c")
    exif = picture.getexif()
    exif[Base.Make] = "Camera van Noor"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 22.0, 0.0)
    data = io.BytesIO()
    picture.save(data, form, exif=exif)
    return data.getvalue()


def drawing_with_much_text():
    """A small file that unpacks to megabytes of text beside its picture."""
    text = PngInfo()
    text.add_text("Comment", "0" * (2 * 1024 * 1024), zip=True)
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG", pnginfo=text)
    return data.getvalue()


def locked():
    """A PDF that opens with a password only."""
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(data, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    return data.getvalue()


def document(*parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as office:
        for part in ("[Content_Types].xml", *parts):
            office.writestr(part, "<x/>")
    return data.getvalue()


def of_a_later_version(office):
    """The same zip file, of which the list says that only a later program can unpack it."""
    at = office.index(b"PK\x01\x02") + 6
    return office[:at] + b"\xff\x00" + office[at + 2 :]


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as office:
        office.writestr("word/document.xml", bytes(101 * 1024 * 1024))
    return data.getvalue()

"""Files as teachers hand them in: a photo with its place, a document, and what is none."""

import io
import zipfile

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

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


def document(*parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as office:
        for part in ("[Content_Types].xml", *parts):
            office.writestr(part, "<x/>")
    return data.getvalue()


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as office:
        office.writestr("word/document.xml", bytes(101 * 1024 * 1024))
    return data.getvalue()

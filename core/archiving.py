"""One PDF that is both archivable (PDF/A-3a) and accessible (PDF/UA-1).

WeasyPrint writes one or the other. A file can be both when its metadata says so, in a schema that
PDF/A knows, and when each header cell of a table says whether it heads a row or a column.

Stream data that ends in a carriage return is separated from the line end that follows it. A reader
would take the two for one and count a byte fewer than declared (PDF/A: ISO 19005-3 §6.1.7.1).
"""

import io

import pikepdf
from pikepdf import Dictionary, Name

ALWAYS_PRINTED = 4  # of the flags of an annotation, ISO 32000-1 §12.5.3
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/><rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"
><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema
><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI
><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq
><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name
><pdfaProperty:valueType>Integer</pdfaProperty:valueType
><pdfaProperty:category>internal</pdfaProperty:category
><pdfaProperty:description>part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq
></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
END = b"</rdf:RDF>"
TAKEN_FOR_ONE, APART = b"\r\nendstream", b"\r\rendstream"


def archivable(pdf: bytes) -> bytes:
    """Turn WeasyPrint's PDF/A-3a into a file that is also PDF/UA-1."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        about = document.Root.Metadata.read_bytes().replace(END, PDF_UA + END)
        document.Root.Metadata = document.make_stream(
            about, Type=Name.Metadata, Subtype=Name.XML
        )  # a new stream, which is not compressed
        for thing in document.objects:
            if isinstance(thing, Dictionary):
                _complete(thing)
        whole = io.BytesIO()
        document.save(whole)
    return ends_apart(whole.getvalue())


def ends_apart(pdf: bytes) -> bytes:
    """Make the end of every stream unambiguous, in a PDF or in an update appended to one.

    No byte moves: a carriage return ends a line just as a line feed does (ISO 32000-1 §7.2.3).
    """
    return pdf.replace(TAKEN_FOR_ONE, APART)


def _complete(thing: Dictionary) -> None:
    if thing.get("/S") == Name.TH:
        thing.A = Dictionary(O=Name.Table, Scope=_scope(thing))
    elif thing.get("/Subtype") == Name.Link:
        thing.F = ALWAYS_PRINTED


def _scope(header: Dictionary) -> Name:
    """Return what a header cell heads: a column inside the table head, a row anywhere else."""
    return Name.Column if header.P.P.get("/S") == Name.THead else Name.Row

"""What WeasyPrint leaves open: one file that is both made to be kept and readable by everybody.

WeasyPrint writes PDF/A-3a or PDF/UA-1. A file can be both when it says so in its metadata, in a
schema that PDF/A knows, and when each header of a table says what it is the header of.

Data that ends in a carriage return is kept apart from the end of the line after it. A reader would
take the two for one end and count a byte less than was told (PDF/A: ISO 19005-3 §6.1.7.1).
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
    """Return a PDF/A-3a of WeasyPrint as a file that is PDF/UA-1 too."""
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
    """Return a file, or what is added to one, in which the end of all data is beyond doubt.

    Nothing moves: a carriage return ends a line as well as a line feed does (ISO 32000-1 §7.2.3).
    """
    return pdf.replace(TAKEN_FOR_ONE, APART)


def _complete(thing: Dictionary) -> None:
    if thing.get("/S") == Name.TH:
        thing.A = Dictionary(O=Name.Table, Scope=_scope(thing))
    elif thing.get("/Subtype") == Name.Link:
        thing.F = ALWAYS_PRINTED


def _scope(header: Dictionary) -> Name:
    """A header in the head of a table stands over a column, another one before a row."""
    return Name.Column if header.P.P.get("/S") == Name.THead else Name.Row

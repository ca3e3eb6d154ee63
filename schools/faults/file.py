"""The words for a file that cannot be read."""

from django.utils.translation import gettext_lazy as _

FILE_FAULTS = {
    "empty": (_("This file is empty."), _("Export your staff again and choose that file.")),
    "header_only": (
        _("This file has a header, but no rows."),
        _("Put the rows of your staff below the header."),
    ),
    "not_csv": (
        _("This file is not CSV but %(kind)s."),
        _(
            "Open it in the program that made it and save it as CSV (UTF-8). Another name is "
            "not enough."
        ),
    ),
    "nul_bytes": (
        _("This file has signs in it that do not belong in text."),
        _("Save it again as CSV (UTF-8) and choose that file."),
    ),
    "header_not_found": (
        _("The first row does not hold the names of the columns."),
        _(
            "Put the header of the template in the first row and separate the columns by a "
            "semicolon."
        ),
    ),
    "too_many_columns": (
        _("This file has %(found)s columns. We read %(most)s at most."),
        _("Take away the columns that are not in the template."),
    ),
    "doubled_columns": (_("These columns are there twice: %(names)s."), _("Keep one of each.")),
    "columns_differ": (
        _("These columns are missing: %(missing)s. These we do not know: %(unknown)s."),
        _("Compare the header with that of the template. Often a name is spelled differently."),
    ),
    "missing_columns": (
        _("These columns are missing: %(names)s."),
        _("Add them. A column that you have nothing for may stay empty."),
    ),
    "unknown_columns": (
        _("We do not know these columns: %(names)s."),
        _("Take them away, or give them the names of the template."),
    ),
    "row_too_wide": (
        _("Row %(row)s has %(found)s cells and the header has %(width)s."),
        _("Often a value holds the separator. Put that value between double quotes."),
    ),
    "cell_too_long": (
        _("Row %(row)s has a cell of more than ten thousand characters."),
        _("Often a quote was opened and not closed. Look at this row and the one before it."),
    ),
    "quote_not_closed": (
        _("A quote that opens in row %(row)s is never closed."),
        _("Close it or take it away."),
    ),
    "quote_misplaced": (
        _("Row %(row)s has a quote where none can be."),
        _("Take it away or write it twice."),
    ),
}

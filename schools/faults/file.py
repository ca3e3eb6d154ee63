"""The words for a file that cannot be read."""

from django.utils.translation import gettext_lazy as _

FILE_FAULTS = {
    "empty": (_("This file is empty."), _("Export your staff again and choose that file.")),
    "header_only": (
        _("This file has a header, but no rows."),
        _("Put the rows of your staff below the header."),
    ),
    "not_csv": (
        _("We cannot read this kind of file: %(kind)s."),
        _(
            "Open it in the program that made it and save it as .xlsx or as CSV (UTF-8). Another "
            "name is not enough."
        ),
    ),
    "workbook_old": (
        _("This is a file in the format that Excel had before 2007 (.xls)."),
        _("Open it in Excel, save it as “Excel Workbook (.xlsx)” and choose that file."),
    ),
    "workbook_locked": (
        _("This workbook is locked with a password."),
        _("Open it in Excel, take the password off, save it and choose that file."),
    ),
    "workbook_broken": (
        _("This workbook is damaged, or not quite an Excel file."),
        _("Open it in Excel, save it again as .xlsx and choose that file."),
    ),
    "workbook_macros": (
        _("This workbook holds macros. We do not open those."),
        _("Save it in Excel as “Excel Workbook (.xlsx)” and choose that file."),
    ),
    "workbook_too_large": (
        _("This workbook is far larger inside than it looks."),
        _("Copy the rows of your staff to a new workbook, or save the sheet as CSV (UTF-8)."),
    ),
    "cell_far_away": (
        _("Cell %(place)s is filled in, far from the list. We read %(most)s columns."),
        _(
            "Empty that cell and save the workbook again. Often it is a stray sign. Is it on a "
            "sheet without staff? Then take that sheet out."
        ),
    ),
    "sheet_too_long": (
        _("This sheet goes on to row %(row)s. We read %(most)s rows of a workbook at most."),
        _(
            "Empty the cells below the list, or save the sheet as CSV (UTF-8). Is it a sheet "
            "without staff? Then take it out."
        ),
    ),
    "columns_unknown": (
        _("We do not know in which column these are: %(names)s."),
        _("Deliver it once on the page “Deliver a file”. There you say which column is which."),
    ),
    "sheets_differ": (
        _("Two sheets may hold your staff, with other columns: %(names)s."),
        _("Deliver it once on the page “Deliver a file”. There you say which one we read."),
    ),
    "nul_bytes": (
        _("This file has signs in it that do not belong in text."),
        _("Save it again as CSV (UTF-8) and choose that file."),
    ),
    "header_not_found": (
        _("The first row does not hold the names of the columns."),
        _(
            "Put the names of the columns above the rows, as in the template. In a CSV file a "
            "semicolon stands between them."
        ),
    ),
    "too_many_columns": (
        _("This file has %(found)s columns. We read %(most)s at most."),
        _("Take away the columns that are not in the template."),
    ),
    "too_many_rows": (
        _("This file has more than %(most)s lines. That is more than the whole country has."),
        _("Look whether the right file was exported. Empty lines below the list count too."),
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

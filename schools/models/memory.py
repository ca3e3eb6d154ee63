from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .board import Board


class ColumnMemory(models.Model):
    """Which column of a board's files is one of ours, as its officer once told us.

    ``source`` is the plain name of their column. It is empty if their files have no such column;
    then ``constant`` is its value in every row.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="column_memories")
    column = models.CharField(_("column"), max_length=24)
    source = models.CharField(max_length=200, blank=True)
    constant = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "source", "column"],
                name="a_source_of_a_board_is_a_column_once",
                condition=~Q(source=""),
            ),
            models.UniqueConstraint(
                fields=["board", "column"],
                name="a_column_is_absent_once_at_a_board",
                condition=Q(source=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column} of board {self.board_id}"


class ValueMemory(models.Model):
    """What a value that a board uses in one of our columns means to us: its “D2” is our 8.

    A sheet of its workbooks that we do not read is a value of the column ``blad``, without meaning.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="value_memories")
    column = models.CharField(_("column"), max_length=24)
    said = models.CharField(max_length=100)
    meant = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "column", "said"], name="a_value_means_one_thing_at_a_board"
            )
        ]

    def __str__(self) -> str:
        return f"{self.said} in {self.column} of board {self.board_id}"

from collections.abc import Callable

import pghistory
from django.db import models


def historic(*, exclude: tuple[str, ...] = (), **keys: str) -> Callable:
    """Keep every version of a record, without the indexes that no query on the history needs.

    ``keys`` are its foreign keys and their models. A national delivery writes some 300,000 versions
    of each model, and every index on them costs time.
    """
    unindexed = {
        name: models.ForeignKey(
            model, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
        )
        for name, model in keys.items()
    }
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        exclude=list(exclude),
        context_field=pghistory.ContextForeignKey(db_index=False),
        attrs=unindexed,
    )

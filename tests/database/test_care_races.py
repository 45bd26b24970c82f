"""Two at once in what goes on for years."""

import uuid
from collections import Counter

from tests.database.test_races import at_once, rows
from tests.factories import workbooks
from tests.factories.fixtures import World
from thirdoption.program.care.actions.imports import bring
from thirdoption.program.care.queries.imports import judged
from thirdoption.program.care.rules.imports import Order, grid_of, guess, guess_kind, lay_out, read_row
from thirdoption.program.ground import acting as ground


def test_two_who_bring_the_same_list_at_once_make_nobody_twice(committed: World) -> None:
    sheet = lay_out(grid_of(workbooks.roster(["Nobody Here"], 20), 1_000_000))
    kind = guess_kind(sheet.heads)
    columns = guess(sheet.heads, kind)
    found = [read_row(row, columns, kind, Order.MONTH_FIRST, committed.at.date()) for row in sheet.rows]

    def take(_number: int) -> int:
        by = committed.by("supervisor")
        with ground.opened(by):
            mine = judged(kind=kind, readings=found, by=by)
            bring(judged=mine, key=uuid.uuid4(), by=by, at=committed.at)
            return len(mine.taken)

    assert Counter(at_once(2, take)) == {20: 1, "conflict": 1}
    assert rows("SELECT count(*) FROM people_person") == [(20,)]

"""A list says nobody dead: it is returned with its reason, and one word is never taken for a death."""

import pytest

from thirdoption.program.care.rules.imports.values import Unclear, engagement


@pytest.mark.parametrize("cell", ["died", "Deceased?", "passed away", "Passed screening", "death noted"])
def test_a_list_cannot_say_that_somebody_died(cell: str) -> None:
    with pytest.raises(Unclear, match="cannot say that somebody died"):
        engagement(cell)

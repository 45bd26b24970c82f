"""One decision with its reasons, by each of the two interpreters: milliseconds, without a server."""

import random
import time

from bench.results import Result
from tests.factories import decisions
from thirdoption.program.referrals.rules import interpreter
from thirdoption.program.referrals.rules.rulebook import rulebook

NUMBER = 2000


def figures() -> list[Result]:
    """Random facts, complete and partial, under the rehearsal's policy; the mean of one decision."""
    policy = decisions.rehearsed()
    book, pick = rulebook(policy), random.Random(7)
    facts = [decisions.random_facts(policy, pick) for _ in range(NUMBER)]
    begin = time.perf_counter()
    for given in facts:
        interpreter.decide(book, given)
    here = (time.perf_counter() - begin) / NUMBER
    _, microseconds = decisions.on_the_phone({"book": book}, [("book", given) for given in facts])
    return [
        Result("decide.python", here * 1000, "ms", 1),
        Result("decide.phone", microseconds / 1000, "ms", 1, note="the phone's code, in Node"),
    ]

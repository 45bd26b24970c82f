"""The tables of training: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open

OPEN = {
    "training.Attendance": Open("SI", "workers at courses"),
}

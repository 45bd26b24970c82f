"""The tables of messages: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

PROTECTED = {
    "messages.Message": Protected(insert="message", special="message"),
    "messages.Address": Protected(special="address"),
}
OPEN = {
    "messages.ContactMethod": Open("SIU", "that a worker has a method, not which"),
    "messages.Delivery": Open("SI", "codes of what the carrier and workers said"),
    "messages.Reply": Open("SI", "codes of what the carrier and workers said"),
}

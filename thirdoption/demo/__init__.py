"""The made-up year, the rehearsal carrier, stepping into roles."""

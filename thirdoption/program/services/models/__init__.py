"""The directory's tables, and connections of people to it."""

from thirdoption.program.services.models.connection import Connection, ConnectionStatus
from thirdoption.program.services.models.directory import (
    Address,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceTaxonomy,
    TaxonomyTerm,
)

__all__ = [
    "Address",
    "Connection",
    "ConnectionStatus",
    "Location",
    "Organization",
    "Phone",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceTaxonomy",
    "TaxonomyTerm",
]

"""The directory's tables, and connections of people to it."""

from thirdoption.program.services.models.answering import ServiceContact
from thirdoption.program.services.models.connection import (
    Connection,
    ConnectionStatus,
    FollowUp,
    ProviderLink,
)
from thirdoption.program.services.models.directory import (
    Address,
    ConfidentialAddress,
    Language,
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
from thirdoption.program.services.models.match import ServiceMatch

__all__ = [
    "Address",
    "ConfidentialAddress",
    "Connection",
    "ConnectionStatus",
    "FollowUp",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "ProviderLink",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceCapacity",
    "ServiceContact",
    "ServiceMatch",
    "ServiceTaxonomy",
    "TaxonomyTerm",
]

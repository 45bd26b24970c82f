"""What the programs of New York State's Office of Mental Health answer to, by the words of its file."""

import re

from thirdoption.program.services.rules import Need

# The New York State Office of Mental Health's own words for its programs. A type counts before
# its subcategory, a subcategory before its category; what none of them names is OTHER.
_OMH_TYPES: dict[str, tuple[Need, ...]] = {
    "Advocacy/Support Services": (Need.ADVOCACY,),
    "CFTSS: Community Psychiatric Support and Treatment (CPST)": (Need.MENTAL_HEALTH,),
    "CFTSS: Family Peer Support Services (FPSS)": (Need.PEER_SUPPORT, Need.FAMILY),
    "CFTSS: Mobile Crisis Intervention (CI)": (Need.CRISIS,),
    "CFTSS: Other Licensed Practitioner (OLP)": (Need.MENTAL_HEALTH,),
    "CFTSS: Psychosocial Rehabilitation (PSR)": (Need.MENTAL_HEALTH,),
    "CFTSS: Youth Peer Support (YPS)": (Need.PEER_SUPPORT,),
    "CORE Empowerment Services - Peer Supports": (Need.PEER_SUPPORT,),
    "Family Peer Support Services - Children & Family": (Need.PEER_SUPPORT, Need.FAMILY),
    "Mobile Integration Team": (Need.MENTAL_HEALTH,),
    "Nursing Home Support": (Need.MENTAL_HEALTH,),
    "On-Site Rehabilitation": (Need.MENTAL_HEALTH,),
    "OnTrackNY Coordinated Specialty Care First Episode Psychosis Program": (Need.MENTAL_HEALTH,),
    "Outreach": (Need.CARE_COORDINATION,),
    "Respite Services": (Need.FAMILY,),
    "School Mental Health Program": (Need.MENTAL_HEALTH,),
    "Supported Education": (Need.EDUCATION,),
    "Transportation": (Need.TRANSPORTATION,),
}
_OMH_SUBCATEGORIES: dict[str, tuple[Need, ...]] = {
    "Adult BH HCBS Services/CORE Services": (Need.MENTAL_HEALTH,),
    "Care Coordination": (Need.CARE_COORDINATION,),
    "Education": (Need.EDUCATION,),
    "Self-Help": (Need.PEER_SUPPORT,),
    "Vocational": (Need.EMPLOYMENT,),
}
_OMH_CATEGORIES: dict[str, tuple[Need, ...]] = {
    "Emergency": (Need.CRISIS,),
    "Inpatient": (Need.MENTAL_HEALTH,),
    "Outpatient": (Need.MENTAL_HEALTH,),
    "Residential": (Need.HOUSING,),
}
_PEER = re.compile(r"\bpeers?\b", re.IGNORECASE)


def omh_needs(*, name: str, category: str, subcategory: str, type_: str) -> tuple[Need, ...]:
    """The needs that a program of the Office of Mental Health answers to; never empty.

    The source files most peer programs under advocacy, so a program that calls itself "peer"
    is found under peer support too.
    """
    needs = (
        _OMH_TYPES.get(type_)
        or _OMH_SUBCATEGORIES.get(subcategory)
        or _OMH_CATEGORIES.get(category)
        or (Need.OTHER,)
    )
    if _PEER.search(name) and Need.PEER_SUPPORT not in needs:
        needs = (*needs, Need.PEER_SUPPORT)
    return needs

"""What the set-up pages are given: a policy, rule by rule, in the page's language."""

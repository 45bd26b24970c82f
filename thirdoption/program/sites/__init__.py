"""Each place: agencies, calendars, the policy in force with dates, policy packs."""
